import type { Finding } from '@linetwin/contracts';
import { Modal } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import type { BearingPart } from '../../scene/cutaway/bearing-parts.ts';
import { formatQuantity } from '../../ui/format.ts';
import { Empty, Failure, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { BearingEvidence } from '../findings/bearing-evidence.tsx';
import { LINE_COLOURS, LINE_NAMES, readDiagnosis } from '../findings/diagnosis.ts';
import './cutaway.css';

const CutawayCanvas = lazy(() => import('./cutaway-canvas.tsx'));
const PARTS: readonly string[] = [
  'outer-race',
  'inner-race',
  'rolling-element',
  'cage',
] satisfies BearingPart[];

/** The damaged bearing of a finding cut open, with the spectrum that shows it. */
export default function CutawayDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const machine = index.equipment(finding.equipment);
  const bearing = machine?.bearings.find(({ id }) => id === finding.component);
  const damaged = PARTS.includes(finding.verdict) ? (finding.verdict as BearingPart) : undefined;
  const { data, error, loading, retry } = useFetchedAt(`${finding.id} ${finding.lastSeenAt}`, (at, abort) =>
    api.finding(finding.id, at, abort),
  );
  const diagnosis = useMemo(() => data && readDiagnosis(data.diagnosis), [data]);
  const part = damaged && t(`findings.verdict.${damaged}`);
  return (
    <Modal
      open
      width="min(1180px, 96vw)"
      footer={null}
      onCancel={onClose}
      title={`${machine?.id ?? ''} ${machine?.name[language] ?? ''} · ${finding.componentName[language]}`}
    >
      <div className="cutaway">
        <div className="cutaway-picture">
          {bearing && damaged ? (
            <>
              <Suspense fallback={<Loading rows={6} />}>
                <CutawayCanvas
                  bearing={bearing}
                  damaged={damaged}
                  colour={PALETTES[theme].series[LINE_COLOURS[damaged]]}
                  label={t('cutaway.picture', { bearing: bearing.designation, part })}
                />
              </Suspense>
              <p className="cutaway-key">
                <i style={{ background: `var(--series-${LINE_COLOURS[damaged]})` }} />
                <strong>{part}</strong>
                <span className="muted">{t('cutaway.line', { line: LINE_NAMES[damaged] })}</span>
              </p>
              <p className="muted small">
                {bearing.designation} · {t('cutaway.elements', { count: bearing.elements })} ·{' '}
                {formatQuantity(bearing.pitchDiameterMm, 'mm', language, 1)}
                {finding.speedRpm !== null &&
                  ` · ${formatQuantity(finding.speedRpm, 'r/min', language, 0)} ${t('cutaway.slowed')}`}
              </p>
            </>
          ) : (
            <Empty>{t('cutaway.none')}</Empty>
          )}
        </div>
        <div className="cutaway-proof">
          {loading ? (
            <Loading rows={8} />
          ) : error && !data ? (
            <Failure what={t('findings.loadFailed')} detail={error.message} retry={retry} />
          ) : diagnosis && diagnosis.evidence.spectra.length > 0 ? (
            <BearingEvidence diagnosis={diagnosis} />
          ) : (
            <Empty>{t('findings.noEvidence')}</Empty>
          )}
        </div>
      </div>
    </Modal>
  );
}
