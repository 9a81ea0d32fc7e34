import type { FindingDetail } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/panel.tsx';
import { BearingEvidence } from './bearing-evidence.tsx';
import { readDiagnosis } from './diagnosis.ts';
import { readMotorDiagnosis } from './motor-diagnosis.ts';
import { MotorEvidence } from './motor-evidence.tsx';
import { readMountDiagnosis } from './mount-diagnosis.ts';
import { MountEvidence } from './mount-evidence.tsx';
import { readShaftDiagnosis } from './shaft-diagnosis.ts';
import { ShaftEvidence } from './shaft-evidence.tsx';
import { UnusualEvidence } from './unusual-evidence.tsx';
import { ValueEvidence } from './value-evidence.tsx';

/** What proves a finding, drawn as its kind is. */
export function FindingEvidence({ finding }: { finding: FindingDetail }) {
  const { t } = useTranslation();
  const { kind, diagnosis } = finding;
  const bearing = useMemo(() => readDiagnosis(diagnosis), [diagnosis]);
  const shaft = useMemo(() => readShaftDiagnosis(diagnosis), [diagnosis]);
  const motor = useMemo(() => readMotorDiagnosis(diagnosis), [diagnosis]);
  const mount = useMemo(() => readMountDiagnosis(diagnosis), [diagnosis]);
  if (kind === 'unusual') return <UnusualEvidence finding={finding} />;
  if (shaft && shaft.evidence.spectrum.order.length > 0)
    return <ShaftEvidence finding={finding} diagnosis={shaft} />;
  if (mount && mount.evidence.bandHz.length > 0) return <MountEvidence diagnosis={mount} />;
  if (motor?.features) return <MotorEvidence diagnosis={motor} features={motor.features} />;
  if (motor) return <Empty>{t('findings.noEvidence')}</Empty>;
  if (kind !== 'bearing') return <ValueEvidence finding={finding} />;
  return bearing && bearing.evidence.spectra.length > 0 ? (
    <BearingEvidence diagnosis={bearing} />
  ) : (
    <Empty>{t('findings.noEvidence')}</Empty>
  );
}
