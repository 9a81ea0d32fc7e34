import type { Explanation } from './explain.ts';
import { explain } from './explain.ts';
import type { PlantRelations } from './plant-relations.ts';
import { withLaterWords } from './later-words.ts';
import { canBeCause, type Symptom } from './symptom.ts';

/** A thing that may be the first cause: all symptoms that name the same cause at the same machine. */
export interface CauseCandidate {
  equipment: string;
  key: string;
  /** The symptoms that name it, strongest first. */
  named: Symptom[];
  confidence: number;
  /** Share of the other symptoms that follow from it, each weighed by how much it is expected. */
  explains: number;
  score: number;
}

export interface FirstCauses {
  /** Likeliest first; at least one. */
  causes: CauseCandidate[];
  /** By symptom id: what it follows from, on the way from the first cause. */
  follows: Map<string, { from: string; explanation: Explanation }>;
}

/** What explains nothing of the rest still counts for what it says of itself. */
const OWN_SHARE = 0.4;
/** Cause that itself is expected from another one is less a first cause. */
const EXPLAINED_AWAY = 0.75;
/** An explanation weaker than this is none. */
const LEAST_STRENGTH = 0.2;

/**
 * Ranks what may be the first cause of symptoms that belong together.
 *
 * Each candidate is worth its confidence, times the share of the other symptoms that it makes expected, less what another
 * candidate makes itself expected. What a later word on the same part replaced counts a quarter. Of equal ones the earlier wins.
 * A sensor that is found wrong explains what hangs on it and nothing else, so that it never stands for a machine's fault, nor the other way round.
 *
 * @param told at least one symptom
 */
export function rankCauses(relations: PlantRelations, told: readonly Symptom[]): FirstCauses {
  const { symptoms, replaced } = withLaterWords(told);
  const isOver = ({ named }: CauseCandidate) => named.every(({ id }) => replaced.has(id));
  const candidates = candidatesOf(symptoms);
  for (const candidate of candidates) {
    const others = symptoms.filter((symptom) => !candidate.named.includes(symptom));
    const expected = others.map((effect) => strengthOf(relations, candidate, effect));
    const total = others.reduce((sum, effect) => sum + weightOf(effect), 0);
    const explained = others.reduce((sum, effect, i) => sum + weightOf(effect) * expected[i], 0);
    candidate.explains = total === 0 ? 1 : explained / total;
    candidate.score = candidate.confidence * (OWN_SHARE + (1 - OWN_SHARE) * candidate.explains);
  }
  const raw = new Map(candidates.map((candidate) => [candidate, candidate.score]));
  for (const candidate of candidates) {
    const away = candidates
      .filter((other) => other !== candidate && !isOver(other))
      .map((other) => {
        const strength = strengthOf(relations, other, candidate.named[0]);
        const back = strengthOf(relations, candidate, other.named[0]);
        // Two that expect each other say nothing of who came first.
        return Math.max(0, strength - back) * Math.min(1, raw.get(other)! / 0.6);
      });
    const share = isOver(candidate) ? 1 : Math.max(0, ...away);
    candidate.score *= 1 - EXPLAINED_AWAY * share;
  }
  candidates.sort((a, b) => b.score - a.score || a.named[0].at - b.named[0].at);
  return { causes: candidates, follows: chainOf(relations, symptoms, candidates[0]) };
}

function candidatesOf(symptoms: readonly Symptom[]): CauseCandidate[] {
  const byCause = new Map<string, Symptom[]>();
  for (const symptom of symptoms.filter(canBeCause)) {
    const key = `${symptom.equipment}#${symptom.key}`;
    byCause.set(key, [...(byCause.get(key) ?? []), symptom]);
  }
  if (byCause.size === 0) byCause.set('', [...symptoms]);
  return [...byCause.values()].map((named) => {
    named.sort((a, b) => b.confidence - a.confidence || a.at - b.at);
    const [{ equipment, key, confidence }] = named;
    return { equipment, key, named, confidence, explains: 0, score: 0 };
  });
}

function strengthOf(relations: PlantRelations, { named }: CauseCandidate, effect: Symptom): number {
  const strengths = named.map((cause) => explain(relations, cause, effect)?.strength ?? 0);
  return Math.max(0, ...strengths);
}

/** A standstill is the weakest sign, a finding says more than an alarm. */
function weightOf({ kind, confidence }: Symptom): number {
  return kind === 'finding' ? confidence : kind === 'alarm' ? ALARM_WEIGHT : STATE_WEIGHT;
}
const ALARM_WEIGHT = 0.5;
const STATE_WEIGHT = 0.3;

/** Each symptom under the strongest reason among what already follows from the first cause: the chain that is shown. */
function chainOf(
  relations: PlantRelations,
  symptoms: readonly Symptom[],
  first: CauseCandidate,
): FirstCauses['follows'] {
  const follows: FirstCauses['follows'] = new Map();
  const placed: Symptom[] = [...first.named];
  let left = symptoms.filter((symptom) => !placed.includes(symptom)).sort((a, b) => a.at - b.at);
  while (left.length > 0) {
    const reasons = left.map((effect) => ({ effect, best: strongest(relations, placed, effect) }));
    const next = reasons
      .filter(({ best }) => best !== undefined)
      .sort((a, b) => b.best!.explanation.strength - a.best!.explanation.strength)[0];
    if (!next) break;
    follows.set(next.effect.id, next.best!);
    placed.push(next.effect);
    left = left.filter((symptom) => symptom !== next.effect);
  }
  return follows;
}

function strongest(
  relations: PlantRelations,
  placed: readonly Symptom[],
  effect: Symptom,
): { from: string; explanation: Explanation } | undefined {
  let best: { from: string; explanation: Explanation } | undefined;
  for (const cause of placed) {
    const explanation = explain(relations, cause, effect);
    if (!explanation || explanation.strength < LEAST_STRENGTH) continue;
    if (!best || explanation.strength > best.explanation.strength) best = { from: cause.id, explanation };
  }
  return best;
}
