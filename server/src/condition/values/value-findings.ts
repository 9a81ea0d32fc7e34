import type { ValueVerdict } from '@linetwin/condition';
import type { Finding } from '@linetwin/contracts';

/** From this confidence on a finding that is read off values is called clear. */
const CLEAR_FROM = 0.8;

/** A fault that the values of a machine show, as a finding. Its id is the same for the same fault of the same beginning. */
export function findingOfVerdict(verdict: ValueVerdict): Finding {
  const { kind, cause, equipment, signal, signalName, title, confidence, since, at, over } = verdict;
  return {
    id: `${equipment}/${signal}/${cause}/${since}`.replaceAll('/', '.'),
    equipment,
    component: signal,
    componentName: signalName,
    kind,
    verdict: cause,
    grade: confidence >= CLEAR_FROM ? 'clear' : 'probable',
    confidence,
    summary: title,
    advice: verdict.advice,
    contradictedBy: verdict.contradictedBy,
    sparePart: verdict.sparePart,
    status: over ? 'closed' : 'open',
    firstSeenAt: since,
    lastSeenAt: at,
    bursts: 0,
    speedRpm: null,
  };
}
