import type { Iso20816Zone } from '../bearing/severity.ts';
import type { ShaftReference } from './baseline.ts';
import type { ShaftAbstentionReason, ShaftDiagnosis } from './diagnosis.schema.ts';
import type { ShaftFeatures } from './features.ts';
import type { ShaftDiagnosisParameters } from './parameters.ts';
import type { ShaftQuantities } from './quantities.ts';
import { SHAFT_RULES } from './rules.ts';
import { readSign, type ShaftRule } from './shaft-rule.ts';

export type ShaftDecision = Pick<
  ShaftDiagnosis,
  'verdict' | 'grade' | 'confidence' | 'reason' | 'cannotExclude' | 'part' | 'fixedHz' | 'signs' | 'rejected'
>;

/** Confidence by the grade alone, and what supporting signs and excluded alternatives add. */
const CLEAR_CONFIDENCE = 0.8;
const PROBABLE_CONFIDENCE = 0.5;
const CLEAR_ADDS = 0.15;
const PROBABLE_ADDS = 0.2;

type Reading = ReturnType<typeof readRule>;

/** One fault, or why none. */
export function decideShaft(
  features: ShaftFeatures,
  quantities: ShaftQuantities,
  reference: ShaftReference | null,
  isoZone: Iso20816Zone | null,
  parameters: ShaftDiagnosisParameters,
): ShaftDecision {
  const readings = SHAFT_RULES.map((rule) => readRule(rule, quantities));
  if ((features.variation ?? 0) > parameters.speed.maximumVariation)
    return nothing('speed-unsteady', readings, quantities);
  const met = readings.filter(({ required }) => required.every(isMet));
  // A resonance lifts the line of a fault; that the line has risen is no second one.
  const resonance = met.find(({ rule }) => rule.fault === 'resonance');
  const named = resonance ?? met[0];
  if (met.length > 1 && !resonance) return nothing('several-faults', readings, quantities);
  if (named) return name(named, readings, quantities);
  const reason = reasonFor(features, quantities, reference, isoZone, parameters);
  return reason === null ? healthy(readings) : nothing(reason, readings, quantities);
}

/** Signs that are only there to speak against: what is not measured does not. */
const OPTIONAL = new Set(['axial-1-over-radial', 'axial-2-over-radial', 'order-1-off-bins']);

function isMet({ holds, quantity, is }: ReturnType<typeof readSign>): boolean {
  return holds ?? (is === 'below' && OPTIONAL.has(quantity));
}

function readRule(rule: ShaftRule, { values }: ShaftQuantities) {
  return {
    rule,
    required: rule.required.map((sign) => readSign(sign, values)),
    excludes: rule.excludes.map(({ alternative, by }) => ({
      alternative,
      by: by.map((sign) => readSign(sign, values)),
    })),
    supports: rule.supports.map((sign) => readSign(sign, values)),
  };
}

function name(reading: Reading, readings: readonly Reading[], quantities: ShaftQuantities): ShaftDecision {
  const { rule, required, excludes, supports } = reading;
  const open = excludes.filter(({ by }) => !by.some(({ holds }) => holds === true));
  const grade = open.length === 0 ? 'clear' : 'probable';
  const held = supports.filter(({ holds }) => holds === true).length;
  const [base, adds, got, of] =
    grade === 'clear'
      ? [CLEAR_CONFIDENCE, CLEAR_ADDS, held, supports.length]
      : [
          PROBABLE_CONFIDENCE,
          PROBABLE_ADDS,
          held + excludes.length - open.length,
          supports.length + excludes.length,
        ];
  return {
    verdict: rule.fault,
    grade,
    confidence: Number((base + (of > 0 ? (adds * got) / of : 0)).toFixed(3)),
    reason: null,
    cannotExclude: open.map(({ alternative }) => alternative),
    part: partOf(rule.fault, quantities),
    fixedHz:
      rule.fault === 'resonance'
        ? quantities.resonanceHz
        : rule.fault === 'chatter'
          ? (quantities.foreign?.hz ?? null)
          : null,
    signs: [
      ...required.map((sign) => ({ ...sign, role: 'required' as const })),
      ...excludes.flatMap(({ alternative, by }) =>
        by.map((sign) => ({ ...sign, role: 'excludes' as const, alternative })),
      ),
      ...supports.map((sign) => ({ ...sign, role: 'supports' as const })),
    ],
    rejected: rejectedOf(readings, rule),
  };
}

function partOf(fault: ShaftRule['fault'], { belt, gear }: ShaftQuantities): string | null {
  if (fault === 'belt') return belt;
  return fault === 'gear' && gear ? `${gear.id}:${gear.shaft}` : null;
}

function healthy(readings: readonly Reading[]): ShaftDecision {
  return {
    verdict: 'healthy',
    grade: 'none',
    confidence: 0,
    reason: null,
    cannotExclude: [],
    part: null,
    fixedHz: null,
    signs: [],
    rejected: rejectedOf(readings, null),
  };
}

function nothing(
  reason: ShaftAbstentionReason,
  readings: readonly Reading[],
  { foreign }: ShaftQuantities,
): ShaftDecision {
  return {
    ...healthy(readings),
    verdict: 'not-diagnosable',
    reason,
    fixedHz: reason === 'foreign-line' ? (foreign?.hz ?? null) : null,
  };
}

/** Why a burst without a named fault cannot be called healthy; null where it can. */
function reasonFor(
  features: ShaftFeatures,
  { values }: ShaftQuantities,
  reference: ShaftReference | null,
  isoZone: Iso20816Zone | null,
  { lines }: ShaftDiagnosisParameters,
): ShaftAbstentionReason | null {
  if (reference === null) {
    const isLoud = isoZone === null || isoZone === 'C' || isoZone === 'D';
    return isLoud ? 'no-baseline' : null;
  }
  if (reference.hasLost(features)) return 'shaft-lines-lost';
  const rose = (values['velocity-rise-db'] ?? 0) >= 2;
  const leads = (values['foreign-share'] ?? 0) >= 0.5 && (values['foreign-rise-db'] ?? 0) >= 6;
  if (rose && leads) return 'foreign-line';
  const isLouder = (values['velocity-over-alert'] ?? 0) >= 1 || (values['velocity-rise-db'] ?? 0) >= 6;
  return isLouder && features.velocityRmsMmPerS > lines.leastMmPerS ? 'unlike-any-fault' : null;
}

function rejectedOf(readings: readonly Reading[], named: ShaftRule | null): ShaftDiagnosis['rejected'] {
  return readings
    .filter(({ rule }) => rule !== named)
    .map(({ rule, required }) => {
      const missing = required.filter((sign) => !isMet(sign));
      const isRefuted = missing.some(({ holds }) => holds === false);
      return {
        fault: rule.fault,
        reason: missing.length === 0 ? 'not-alone' : isRefuted ? 'sign-missing' : 'not-measurable',
        missing,
      };
    });
}
