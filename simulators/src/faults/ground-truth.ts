import { severityAt, type Fault } from '@linetwin/model/scenario';

/** Severity is written down at the onset, each time it grew by this factor, and at the end. */
const GROWTH_STEP = 1.1;
const LOOK_EVERY_S = 60;

/**
 * What really was wrong, as lines of JSON: `onset`, `severity` over time, `end`. For judging a diagnosis only;
 * nothing of it is ever published.
 *
 * @param durationS length of the run; Infinity writes what is known beforehand up to 30 days
 */
export function* groundTruth(
  faults: readonly Fault[],
  startMs: number,
  durationS: number,
): Generator<string> {
  const untilS = Math.min(durationS, 30 * 86_400);
  for (const fault of faults) {
    if (fault.onsetS > untilS) continue;
    const entry = (event: 'onset' | 'severity' | 'end', timeS: number, severity: number) =>
      `${JSON.stringify({
        event,
        time: Math.round(startMs + timeS * 1000),
        simulatedS: timeS,
        fault: fault.id,
        equipment: fault.equipment,
        component: fault.component,
        signal: fault.signal,
        severity: Math.round(severity * 1e4) / 1e4,
      })}\n`;
    yield entry('onset', fault.onsetS, severityAt(fault, fault.onsetS));
    let told = severityAt(fault, fault.onsetS);
    for (let t = fault.onsetS + LOOK_EVERY_S; t < Math.min(untilS, fault.endS); t += LOOK_EVERY_S) {
      const severity = severityAt(fault, t);
      if (severity < told * GROWTH_STEP && !(told === 0 && severity > 0)) continue;
      told = severity;
      yield entry('severity', t, severity);
    }
    if (fault.endS <= untilS) yield entry('end', fault.endS, 0);
  }
}
