import { isWaveform } from '@linetwin/model';
import { topicOf } from '@linetwin/contracts';
import type { Machine } from '../equipment/machine.ts';
import { MISSING } from '../faults/sensor-faults.ts';
import { asciiBytes, type MessageWriter } from './message-writer.ts';

interface Field {
  slot: number;
  /** `,"power":` with the comma left out for the first field of a message. */
  key: Uint8Array;
  decimals: number;
  /** Names of an enumeration, quoted. */
  names?: Uint8Array[];
  /** Published each so many ticks; 0 for events. */
  everyTicks: number;
}

const NULL = asciiBytes('null');
const HEAD = asciiBytes('{"time":');
const VALUES = asciiBytes(',"values":{');
const COMMA = 44;
const CLOSE = 125;
const NEWLINE = 10;
/** Longest number: sign, 16 digits, point. */
const NUMBER_BYTES = 26;

/** Writes the telemetry messages of one machine. */
export class MachineMessage {
  readonly machine: Machine;
  readonly topic: string;
  private readonly fields: Field[] = [];
  private readonly lineHead: Uint8Array;
  private readonly maxBytes: number;
  private readonly phase: number;
  private readonly ticks: number[];

  /**
   * @param tickMs publish tick; shorter periods fold to it
   * @param phase shifts this machine's slower messages by so many ticks, to spread the load
   */
  constructor(machine: Machine, tickMs: number, phase: number) {
    this.machine = machine;
    this.phase = phase;
    this.topic = topicOf(machine.equipment.address, 'telemetry');
    this.lineHead = asciiBytes(`{"topic":"${this.topic}","time":`);
    let bytes = this.lineHead.length + 64;
    machine.signals.forEach((signal, slot) => {
      if (isWaveform(signal)) return;
      const names = signal.values?.map((name) => asciiBytes(JSON.stringify(name)));
      const key = asciiBytes(`"${signal.id}":`);
      const longestName = Math.max(0, ...(names ?? []).map((name) => name.length));
      bytes += key.length + 1 + Math.max(NUMBER_BYTES, longestName);
      const everyTicks =
        signal.periodMs === undefined ? 0 : Math.max(1, Math.round(signal.periodMs / tickMs));
      this.fields.push({ slot, key, decimals: signal.decimals, names, everyTicks });
    });
    this.maxBytes = bytes;
    this.ticks = [...new Set(this.fields.map((field) => field.everyTicks))].filter((n) => n > 0);
  }

  /** Whether a periodic signal is to be published at a tick: then the machine has to be stepped before. */
  isDue(tick: number): boolean {
    for (const every of this.ticks) if ((tick + this.phase) % every === 0) return true;
    return false;
  }

  /**
   * Writes one message, or nothing when nothing is due.
   *
   * @param asLine with the topic inside and a line end behind, for files
   */
  write(writer: MessageWriter, tick: number, timeMs: number, asLine: boolean): boolean {
    const { machine, fields } = this;
    const { values, hasNews } = machine;
    writer.reserve(this.maxBytes);
    const start = writer.length;
    writer.ascii(asLine ? this.lineHead : HEAD);
    writer.integer(timeMs);
    writer.ascii(VALUES);
    const first = writer.length;
    const due = tick + this.phase;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i];
      const { slot, everyTicks } = field;
      if (everyTicks === 0) {
        if (hasNews[slot] === 0) continue;
        hasNews[slot] = 0;
      } else if (due % everyTicks !== 0) continue;
      const value = values[slot];
      if (value === MISSING) continue;
      if (writer.length > first) writer.byte(COMMA);
      writer.ascii(field.key);
      if (field.names) writer.ascii(field.names[value] ?? NULL);
      else writer.number(value, field.decimals);
    }
    if (writer.length === first) {
      writer.length = start;
      return false;
    }
    writer.byte(CLOSE);
    writer.byte(CLOSE);
    if (asLine) writer.byte(NEWLINE);
    return true;
  }
}
