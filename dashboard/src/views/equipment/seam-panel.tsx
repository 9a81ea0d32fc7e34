import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WeldedSeam } from '../../live/record-store.ts';
import { usePlant, useSeam } from '../../live/session-context.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { SeamCurves, SeamFacts } from '../shared/seam-curves.tsx';
import { SeamDefects, SeamGradeTag } from '../shared/seam-grade.tsx';

/** Last weld seam of a machine with its verdict, millimetre by millimetre; nothing where the machine does not weld. */
export function SeamPanel({ equipment, compact }: { equipment: string; compact?: boolean }) {
  const welded = useSeam(equipment);
  return welded ? <SeamContent equipment={equipment} welded={welded} compact={compact} /> : null;
}

function SeamContent(props: { equipment: string; welded: WeldedSeam; compact?: boolean }) {
  const { equipment, welded, compact } = props;
  const { seam, verdict } = welded;
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  return (
    <Panel
      title={t('seam.title', { seam: seam.seam })}
      extra={
        <>
          <span className="muted">{formatMoment(seam.time, index.model.site.timeZone, live.now())}</span>{' '}
          <Link to={linkTo('/seams', { machine: equipment })}>{t('seam.of')}</Link>
        </>
      }
    >
      <SeamGradeTag verdict={verdict} />
      <SeamDefects defects={verdict?.defects ?? []} />
      <SeamFacts seam={seam} />
      <SeamCurves seam={seam} verdict={verdict} compact={compact} />
    </Panel>
  );
}
