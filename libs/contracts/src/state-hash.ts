import { PACKML_STATES, QUALITY_BAD, type ModelIndex } from '@linetwin/model';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Alarm, Finding } from './records.ts';

/** Form of the lines below; another number for any other form. */
export const STATE_HASH_VERSION = 1;

/**
 * A value this old, ms, is no part of the state: not every store keeps Bad values, and which quality an older one had, for longer.
 */
export const STATE_VALUE_AGE_MS = 2 * 3_600_000;

/** A signal with a period is stale after this many missed ones (design: silence is a state). */
const STALE_AFTER_PERIODS = 3;

/** Newest value of a signal at an instant. */
export interface StandingValue {
  address: string;
  /** Source time, ms since 1970 UTC. */
  time: number;
  value: number;
  quality: number;
}

/** How a line stood at an instant of plant time. */
export interface LineState {
  line: string;
  /** ms since 1970 UTC, a whole number. */
  at: number;
  /** At most one of each signal, in any order; those of other lines, and those that are not of the plant, are left out. */
  values: Iterable<StandingValue>;
  /** In any order; Normal ones and those of other lines are left out. */
  alarms: Iterable<Alarm>;
  /** In any order; closed ones and those of other lines are left out. */
  findings: Iterable<Finding>;
}

/**
 * What of a line's state is hashed: one line of JSON for each fact, in the order of their UTF-16 code units, whatever the order they came in.
 *
 * Of a value its address, source time, value (null of a Bad one), quality, and whether it is stale; of a machine that says its
 * state its PackML state; of alarms and open findings what a person sees of them that can change.
 */
export function stateLines(index: ModelIndex, state: LineState): string[] {
  const { line, at } = state;
  const ofLine = (equipment: string) => index.equipment(equipment)?.line === line;
  const lines: string[] = [];
  for (const { address, time, value, quality } of state.values) {
    const signal = index.signal(address);
    if (!signal || !ofLine(signal.equipment) || time > at || time <= at - STATE_VALUE_AGE_MS) continue;
    const bad = quality === QUALITY_BAD;
    const stale = at - time > STALE_AFTER_PERIODS * (signal.periodMs ?? Infinity);
    lines.push(JSON.stringify(['value', address, time, bad ? null : value, quality, stale]));
    if (signal.role === 'state' && !bad && !stale)
      lines.push(JSON.stringify(['machine', signal.equipment, PACKML_STATES[value] ?? null]));
  }
  for (const alarm of state.alarms) {
    if (alarm.state === 'Normal' || !ofLine(alarm.equipment)) continue;
    const { id, priority, raisedAt, clearedAt, acknowledgedAt, acknowledgedBy, suppression } = alarm;
    lines.push(
      JSON.stringify([
        'alarm',
        id,
        alarm.state,
        priority,
        raisedAt,
        clearedAt,
        acknowledgedAt,
        acknowledgedBy,
        suppression?.at ?? null,
      ]),
    );
  }
  for (const finding of state.findings) {
    if (finding.status !== 'open' || !ofLine(finding.equipment)) continue;
    const { id, verdict, grade, confidence, firstSeenAt, lastSeenAt, bursts } = finding;
    lines.push(JSON.stringify(['finding', id, verdict, grade, confidence, firstSeenAt, lastSeenAt, bursts]));
  }
  return lines.sort();
}

/** SHA-256, in hexadecimal, of the UTF-8 of a first line that says which instant of which line it is, and of `stateLines`, joined by line feeds. */
export function stateHash(index: ModelIndex, state: LineState): string {
  const first = JSON.stringify(['state', STATE_HASH_VERSION, state.line, state.at]);
  return bytesToHex(sha256(utf8ToBytes([first, ...stateLines(index, state)].join('\n'))));
}

/** A hash as the owner of a line logged it, of the line as it was known live. */
export interface LoggedState {
  line: string;
  at: number;
  hash: string;
  /** Model that it was made with. */
  modelVersion: number;
  /** Something that belongs before this instant came, or was refused, after it was logged. */
  late: boolean;
}

/**
 * `equal` and `differs` say what they say; `late`: something that belongs before the instant came after it was logged, so that the two may
 * differ; `other-model`: the plant files were others then; `thinned`: values of that time are kept as buckets only; `not-logged`:
 * nobody logged that instant.
 */
export const STATE_VERDICTS = ['equal', 'differs', 'late', 'other-model', 'thinned', 'not-logged'] as const;
export type StateVerdict = (typeof STATE_VERDICTS)[number];

/** What a cursor found at an instant, beside what was logged live. */
export interface StateProof {
  line: string;
  at: number;
  verdict: StateVerdict;
  /** Of the state that a replay shows at the instant. */
  replayed: string;
  logged: LoggedState | null;
}

/** @returns what the two say together. @param thinned whether values of the instant are kept as buckets only */
export function compareStates(
  replayed: { hash: string; modelVersion: number },
  logged: LoggedState | null,
  thinned: boolean,
): StateVerdict {
  if (!logged) return 'not-logged';
  if (logged.hash === replayed.hash) return 'equal';
  if (logged.late) return 'late';
  if (logged.modelVersion !== replayed.modelVersion) return 'other-model';
  return thinned ? 'thinned' : 'differs';
}
