import { readRecordingSet, readChannel } from './recordings/recordings.ts';
import { diagnoseBearing } from '@linetwin/condition';
import { bearingOrdersFromBpfo } from '@linetwin/signal';
const seg = Number(process.argv[2] ?? 0);
const only = process.argv[3];
let ms = 0,
  n = 0;
const C: Record<string, number> = {};
for (const s of ['cwru', 'hitsm', 'mfpt'])
  for (const r of readRecordingSet('/work/shared/data/' + s).recordings) {
    if (only && !r.id.includes(only)) continue;
    const all = readChannel(r);
    const L = seg ? Math.floor(seg * r.sampleRateHz) : all.length;
    for (let a = 0; a + L <= all.length && a < 4 * L; a += L) {
      const t = performance.now();
      const d = diagnoseBearing(
        {
          samples: all.subarray(a, a + L),
          sampleRateHz: r.sampleRateHz,
          unit: r.unit === 'g' ? 'g' : null,
          speedRpm: r.speedRpm,
        },
        { orders: bearingOrdersFromBpfo(r.bearing!.elements!, r.bearing!.orders.BPFO), verified: true },
      );
      ms += performance.now() - t;
      n++;
      const lab = { ball: 'rolling-element', inner: 'inner-race', outer: 'outer-race', normal: 'healthy' }[
        r.label.fault
      ];
      const res =
        d.grade === 'none'
          ? d.verdict === 'healthy'
            ? 'healthy'
            : 'abst'
          : d.verdict === lab
            ? 'right'
            : 'WRONG';
      const k = `${s} ${r.group} ${lab === 'healthy' ? 'H' : 'F'} ${res} ${d.grade}`;
      C[k] = (C[k] ?? 0) + 1;
      if (!seg || res === 'WRONG')
        console.log(
          r.id.padEnd(24),
          r.label.fault.padEnd(7),
          res.padEnd(7),
          d.verdict.padEnd(15),
          d.grade.padEnd(8),
          d.confidence.toFixed(2),
          (d.reason ?? '').padEnd(20),
          d.shaft.fitted,
          d.features?.kurtosis.toFixed(1),
          d.views
            .map(
              (v) =>
                `${v.kind[0]} ${v.strongest[0]} D${v.dominance.toFixed(2)} P${v.candidates.find((c) => c.fault === v.strongest)!.prominence.toFixed(1)} d${v.candidates.find((c) => c.fault === v.strongest)!.depth.toFixed(2)} ${v.vote ? 'V' : '-'}`,
            )
            .join(' | '),
        );
    }
  }
console.log(C, 'ms each', ms / n);
