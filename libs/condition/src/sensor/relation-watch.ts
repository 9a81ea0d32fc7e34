import { QUALITY_BAD, type Equipment, type Signal } from '@linetwin/model';
import { WorkingRows, type WorkingRow } from '../monitor/working-rows.ts';
import type { Deviation } from './follower.ts';
import { RelatedSignals } from './related-signals.ts';
import { DEFAULT_RELATION_PARAMETERS, type RelationParameters } from './relation-parameters.ts';
import { SENSOR_RELATIONS } from './sensor-relations.ts';
import type { SensorVerdict } from './sensor-watch.ts';

/** Of two the one that moved is named; the other may be the one that should have. */
const PAIR_CONFIDENCE = 0.7;
/** Two others or more stand against it. */
const OUTVOTED_CONFIDENCE = 0.85;

interface Known {
  fault: 'sensor-drift' | 'sensor-scale';
  since: number;
  against: string;
  relation: RelatedSignals;
  confidence: number;
  evidence: Record<string, number>;
}

/**
 * Watches the signals of one machine against each other: drift and wrong scale of a sensor (domain table 2.10, residual CUSUM with k 0.5 s
 * and h 5 s) show where a relation that physics keeps no longer holds and nothing else has moved.
 *
 * It learns two hours of work, row by row of a minute, and speaks after ten minutes of a deviation at the earliest. A drift that is
 * there from the beginning, or grows less than a twentieth of the normal band, is not seen.
 */
export class RelationWatch {
  private readonly equipment: Equipment;
  private readonly parameters: RelationParameters;
  private readonly rows: WorkingRows;
  private readonly dependsOn: ReadonlyMap<string, readonly string[]>;
  private readonly relations: RelatedSignals[];
  private readonly watched = new Set<number>();
  /** Ids of the signals of a row, in their order. */
  private readonly columns: readonly string[];
  private readonly known = new Map<string, Known>();
  private readonly waiting: WorkingRow[] = [];

  constructor(
    equipment: Equipment,
    signals: readonly Signal[],
    parameters: RelationParameters = DEFAULT_RELATION_PARAMETERS,
  ) {
    this.equipment = equipment;
    this.parameters = parameters;
    const byId = new Map(signals.map((signal) => [signal.id as string, signal]));
    const fitting = SENSOR_RELATIONS.filter(
      ({ kinds, signals: ids, still = [] }) =>
        kinds.includes(equipment.kind) && [...ids, ...still].every((id) => byId.get(id)?.normal),
    );
    const ids = [...new Set(fitting.flatMap(({ signals: of, still = [] }) => [...of, ...still]))];
    const columns = ids.map((id) => byId.get(id)!);
    this.columns = ids;
    this.relations = fitting.map((relation) => new RelatedSignals(relation, columns, parameters));
    const state = signals.find(({ role }) => role === 'state')?.index ?? -1;
    this.rows = new WorkingRows(columns, state);
    for (const index of [state, ...columns.map((signal) => signal.index)]) this.watched.add(index);
    this.dependsOn = new Map(signals.map(({ id, dependsOn = [] }) => [id, dependsOn]));
  }

  /** Rows of healthy work that would teach what is not known yet; 0 where everything is. */
  get wantedRows(): number {
    return this.relations.some(({ isLearned }) => !isLearned) ? this.parameters.learnRows : 0;
  }

  /**
   * Teaches what is not known yet from healthy work of before, instead of waiting for it.
   *
   * @param signals ids of the values of a row, in their order
   * @param rows means over a minute of work each
   * @throws RangeError if a signal that is needed is not among them
   */
  teach(signals: readonly string[], rows: readonly ArrayLike<number>[]): void {
    const places = this.columns.map((id) => signals.indexOf(id));
    if (places.includes(-1))
      throw new RangeError(`${this.equipment.id} is taught without all of ${this.columns.join(', ')}`);
    const taught = rows.map((row) => ({ at: 0, values: Float64Array.from(places, (place) => row[place]) }));
    for (const relation of this.relations)
      for (const row of taught) if (!relation.isLearned) relation.learn(row);
  }

  /** Whether the sensor of a signal, or one that it is computed from, is known to be wrong. */
  isWrong(signal: string): boolean {
    if (this.known.size === 0) return false;
    return this.known.has(signal) || (this.dependsOn.get(signal)?.some((id) => this.known.has(id)) ?? false);
  }

  /** Hot: once per value, in order of time. Times are ms since 1970 UTC. */
  put(index: number, time: number, value: number, quality: number): void {
    if (quality === QUALITY_BAD || !this.watched.has(index)) return;
    const row = this.rows.put(index, time, value);
    if (row?.values) this.waiting.push(row);
  }

  /**
   * What began or is over in the rows since the last look.
   *
   * @param isOtherwiseWrong whether the sensor of a signal is known to be wrong in another way: it proves nothing about others then
   * @param isFaulty whether the machine has a fault: nothing healthy can be learned of it
   */
  look(isOtherwiseWrong: (signal: string) => boolean, isFaulty: boolean): SensorVerdict[] {
    const told: SensorVerdict[] = [];
    for (const row of this.waiting.splice(0))
      for (const relation of this.relations) {
        if (relation.ids.some(isOtherwiseWrong)) continue;
        if (relation.isLearned) relation.judge(row);
        else if (!isFaulty) relation.learn(row);
        told.push(...this.change(relation, row.at));
      }
    return told;
  }

  private *change(relation: RelatedSignals, at: number): Iterable<SensorVerdict> {
    for (const [signal, known] of this.known)
      if (known.relation === relation) return yield* this.goOn(signal, known, at);
    yield* this.suspect(relation, at);
  }

  private *goOn(signal: string, known: Known, at: number): Iterable<SensorVerdict> {
    const { relation, fault, against } = known;
    if (relation.isHealthy(signal)) {
      this.known.delete(signal);
      relation.reset();
      yield this.verdict(signal, known, at, true);
    } else if (fault === 'sensor-drift') {
      const deviation = relation.deviation(signal, against);
      if (deviation?.gain === undefined) return;
      // More rows told that it is a factor: the same fault, better named.
      yield this.verdict(signal, known, at, true);
      yield this.begin(signal, { ...known, fault: 'sensor-scale', evidence: evidenceOf(deviation) }, at);
    }
  }

  private *suspect(relation: RelatedSignals, at: number): Iterable<SensorVerdict> {
    const suspect = relation.suspect();
    // A signal of two relations is told once, by the one that saw it first.
    if (!suspect || this.known.has(suspect.signal)) return;
    const { signal, against, deviation, isOutvoted } = suspect;
    const known = {
      fault: deviation.gain === undefined ? ('sensor-drift' as const) : ('sensor-scale' as const),
      since: deviation.since,
      against,
      relation,
      confidence: isOutvoted ? OUTVOTED_CONFIDENCE : PAIR_CONFIDENCE,
      evidence: evidenceOf(deviation),
    };
    yield this.begin(signal, known, at);
  }

  private begin(signal: string, known: Known, at: number): SensorVerdict {
    this.known.set(signal, known);
    return this.verdict(signal, known, at, false);
  }

  private verdict(signal: string, known: Known, at: number, over: boolean): SensorVerdict {
    const { fault, since, against, confidence, evidence } = known;
    const { address } = this.equipment;
    return { fault, equipment: address, signal, against, confidence, since, at, over, evidence };
  }
}

function evidenceOf({ seen, expected, shift, rows, cusum, gain }: Deviation): Record<string, number> {
  return { seen, expected, shift, minutes: rows, cusum, ...(gain !== undefined && { gain }) };
}
