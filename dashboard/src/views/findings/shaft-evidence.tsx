import type { FindingDetail } from '@linetwin/contracts';
import { useMemo } from 'react';
import { shownLines, type DrawnShaftDiagnosis } from './shaft-diagnosis.ts';
import { LookAlikes } from './shaft-look-alikes.tsx';
import { OrderSpectrum } from './shaft-spectrum.tsx';
import { LineTable, ShaftSigns } from './shaft-tables.tsx';
import { BurstTrend } from './shaft-trend.tsx';

/** The order spectrum of a shaft over its own healthy one, with the lines that speak for the cause, and what decided. */
export function ShaftEvidence({
  finding,
  diagnosis,
}: {
  finding: FindingDetail;
  diagnosis: DrawnShaftDiagnosis;
}) {
  const lines = useMemo(() => shownLines(diagnosis), [diagnosis]);
  return (
    <section className="evidence">
      <OrderSpectrum diagnosis={diagnosis} lines={lines} />
      <div className="finding-words">
        <LineTable lines={lines} />
        <ShaftSigns signs={diagnosis.signs.filter(({ role }) => role !== 'excludes')} />
      </div>
      <LookAlikes diagnosis={diagnosis} />
      <BurstTrend finding={finding} diagnosis={diagnosis} />
    </section>
  );
}
