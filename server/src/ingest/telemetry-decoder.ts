import { MAX_TELEMETRY_BYTES } from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_GOOD, qualityCode, type ModelIndex, type Signal } from '@linetwin/model';
import type { Rejects } from './rejects.ts';
import { sourceTimeProblem } from './source-time.ts';

/** Where decoded values go, one call per value. */
export type ValueSink = (signal: number, time: number, value: number, quality: number) => void;

/**
 * Decodes `.../telemetry` messages (see `telemetryMessageSchema`) into values by signal index.
 * Hot: once per message, up to 20,000 a second, hence look-ups prepared per machine and no schema walk.
 */
export class TelemetryDecoder {
  private readonly signals = new Map<string, Map<string, Signal>>();
  private readonly rejects: Rejects;
  private readonly now: () => number;

  constructor(index: ModelIndex, rejects: Rejects, now: () => number = Date.now) {
    this.rejects = rejects;
    this.now = now;
    for (const equipment of index.model.equipment) {
      this.signals.set(
        equipment.address,
        new Map(index.signalsOf(equipment).map((signal) => [signal.id, signal])),
      );
    }
  }

  /**
   * @returns the source time that a known machine told, ms since 1970 UTC, also when it is refused; `undefined` when the
   *   message tells none
   */
  decode(topic: string, equipment: string, payload: Uint8Array, sink: ValueSink): number | undefined {
    if (payload.length > MAX_TELEMETRY_BYTES) {
      this.rejects.reject(
        'oversized',
        topic,
        `${payload.length} bytes, at most ${MAX_TELEMETRY_BYTES} are taken`,
      );
      return undefined;
    }
    const known = this.signals.get(equipment);
    if (!known) {
      this.rejects.reject('unknown-equipment', topic, `no machine "${equipment}" in the plant files`);
      return undefined;
    }
    let message: { time?: unknown; values?: unknown; quality?: unknown };
    try {
      message = JSON.parse(
        Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'),
      ) as typeof message;
    } catch (error) {
      this.rejects.reject('malformed', topic, `not JSON: ${(error as Error).message}`);
      return undefined;
    }
    const sourceTime = message?.time;
    const values = message?.values;
    if (typeof sourceTime !== 'number' || !Number.isFinite(sourceTime)) {
      this.rejects.reject('malformed', topic, '"time" is not a number of milliseconds since 1970 UTC');
      return undefined;
    }
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      this.rejects.reject('malformed', topic, '"values" is not an object');
      return undefined;
    }
    const problem = sourceTimeProblem(sourceTime, this.now());
    if (problem) {
      this.rejects.reject(problem.reason, topic, problem.detail);
      return sourceTime;
    }
    // History and frames count whole milliseconds; two values within one must be seen as the same time here too.
    const time = Math.round(sourceTime);
    const stated = message.quality;
    if (stated !== undefined && (typeof stated !== 'object' || stated === null || Array.isArray(stated))) {
      this.rejects.reject('malformed', topic, '"quality" is not an object');
      return sourceTime;
    }
    const quality = stated as Record<string, unknown> | undefined;
    for (const id in values) {
      const signal = known.get(id);
      if (!signal) {
        this.rejects.reject('unknown-signal', topic, `no signal "${id}" on this machine in the plant files`);
        continue;
      }
      this.decodeValue(topic, signal, time, (values as Record<string, unknown>)[id], quality?.[id], sink);
    }
    return sourceTime;
  }

  private decodeValue(
    topic: string,
    signal: Signal,
    time: number,
    raw: unknown,
    stated: unknown,
    sink: ValueSink,
  ): void {
    let code = QUALITY_GOOD;
    if (stated !== undefined) {
      const found = typeof stated === 'string' ? qualityCode(stated) : undefined;
      if (found === undefined) {
        this.rejects.reject(
          'malformed',
          topic,
          `quality ${JSON.stringify(stated)} of "${signal.id}" is not Good, Uncertain or Bad`,
        );
        return;
      }
      code = found;
    }
    if (raw === null) {
      sink(signal.index, time, NaN, QUALITY_BAD);
      return;
    }
    let value: number;
    if (typeof raw === 'number') value = raw;
    else if (typeof raw === 'boolean') value = raw ? 1 : 0;
    else if (typeof raw === 'string' && signal.values) {
      value = signal.values.indexOf(raw);
      if (value < 0) {
        this.rejects.reject(
          'unknown-state-name',
          topic,
          `"${raw}" is none of ${signal.values.join(', ')} ("${signal.id}")`,
        );
        return;
      }
    } else {
      this.rejects.reject('wrong-type', topic, `"${signal.id}" is ${JSON.stringify(raw)}, expected a number`);
      return;
    }
    if (value < signal.range[0] || value > signal.range[1] || Number.isNaN(value)) {
      this.rejects.remark('out-of-range');
      code = QUALITY_BAD;
    }
    sink(signal.index, time, value, code);
  }
}
