import { monitorContributionSchema, type FindingDetail } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { usePlant } from '../../live/session-context.ts';
import { formatNumber } from '../../ui/format.ts';
import { Empty } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { ContributionTable } from '../shared/contribution-table.tsx';
import { TrendPanel, TrendRangePicker } from '../shared/trend-panel.tsx';

const evidenceSchema = z.object({
  version: z.number(),
  q: z.number(),
  tSquared: z.number(),
  contributions: z.array(monitorContributionSchema),
});
const DRAWN = 3;

/** What a machine's monitor saw when it called the machine unusual, and how its signals go on. */
export function UnusualEvidence({ finding }: { finding: FindingDetail }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const evidence = useMemo(() => evidenceSchema.safeParse(finding.diagnosis).data, [finding.diagnosis]);
  const signals = useMemo(
    () =>
      (evidence?.contributions ?? [])
        .slice(0, DRAWN)
        .flatMap(({ signal }) => index.signal(`${finding.equipment}/${signal}`) ?? []),
    [evidence, finding.equipment, index],
  );
  if (!evidence) return <Empty>{t('findings.noEvidence')}</Empty>;
  const { version, q, tSquared, contributions } = evidence;
  return (
    <section className="evidence">
      <p>
        {t('condition.unusualEvidence', {
          version,
          q: formatNumber(q, language, 2),
          tSquared: formatNumber(tSquared, language, 2),
        })}
      </p>
      <ContributionTable equipment={finding.equipment} contributions={contributions} />
      <div className="evidence-head">
        <TrendRangePicker />
      </div>
      <TrendPanel signals={signals} />
    </section>
  );
}
