import { QUALITY_BAD, type Equipment } from '@linetwin/model';
import type { LiveValues } from '../../live/live-values.ts';
import {
  machineSignals,
  standingOf,
  type MachineLook,
  type MachineSignals,
} from '../../live/machine-look.ts';

/** Reads one machine's signals by their id. Values of bad quality read as not there. */
export class MachineLive {
  readonly equipment: Equipment;
  private readonly live: LiveValues;
  private readonly indexes = new Map<string, number>();
  /** How the machine stands, as of the last `refresh`. */
  look: MachineLook = 'nodata';
  /** Source time of the state, ms since 1970 UTC; 0 before the first. */
  sinceMs = 0;
  readonly signals: MachineSignals;
  private readonly countSignal: number;
  private readonly peers = new Map<string, MachineLive>();

  constructor(live: LiveValues, equipment: Equipment) {
    this.live = live;
    this.equipment = equipment;
    let count = -1;
    this.signals = machineSignals(live.index, equipment);
    for (let i = 0; i < equipment.signalCount; i++) {
      const signal = live.index.model.signals[equipment.firstSignal + i];
      this.indexes.set(signal.id, signal.index);
      if (signal.role === 'goodCount' && count < 0) count = signal.index;
    }
    this.countSignal = count;
  }

  has(id: string): boolean {
    return this.indexes.has(id);
  }

  /** Position of a signal in the model, or -1. */
  indexOf(id: string): number {
    return this.indexes.get(id) ?? -1;
  }

  /** Newest value in the signal's unit, or NaN. */
  value(id: string): number {
    const at = this.indexes.get(id);
    if (at === undefined || this.live.quality[at] === QUALITY_BAD) return Number.NaN;
    return this.live.value[at];
  }

  /** Newest value, or `otherwise` where there is none. */
  valueOr(id: string, otherwise: number): number {
    const value = this.value(id);
    return value === value ? value : otherwise;
  }

  /** The machine of a kind that works with this one: same line, same lane, such as the source of a weld head. */
  peer(kind: string): MachineLive | undefined {
    return this.peers.get(kind);
  }

  addPeer(peer: MachineLive): void {
    if (!this.peers.has(peer.equipment.kind)) this.peers.set(peer.equipment.kind, peer);
  }

  /** True while the machine works on parts. */
  get running(): boolean {
    return this.look === 'running';
  }

  /** True while drives and lights have power, whatever the machine does with it. */
  get powered(): boolean {
    return this.look !== 'stopped' && this.look !== 'nodata';
  }

  /** Reads the standing again; to be called when the state changed and once a second for its age. */
  refresh(nowMs: number): void {
    const standing = standingOf(this.signals, this.live, nowMs);
    this.look = standing.look;
    this.sinceMs = standing.since;
  }

  get goodCount(): number {
    return this.countSignal < 0 ? Number.NaN : this.live.value[this.countSignal];
  }
}
