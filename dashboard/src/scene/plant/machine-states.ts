import type { LiveValues } from '../../live/live-values.ts';
import type { Machine } from './plant.ts';

const CHECK_ALL_MS = 1000;

/** Keeps how machines look after live values; the only work is for machines of which something was told. */
export class MachineStates {
  private readonly machines: readonly Machine[];
  private readonly live: LiveValues;
  private readonly onChanged: (machine: Machine) => void;
  private readonly machineOfSignal: Int32Array;
  private readonly told: Uint8Array;
  private checkedMs = 0;

  /** @param onChanged called for a machine that looks otherwise now */
  constructor(machines: readonly Machine[], live: LiveValues, onChanged: (machine: Machine) => void) {
    this.machines = machines;
    this.live = live;
    this.onChanged = onChanged;
    this.machineOfSignal = new Int32Array(live.index.model.signals.length).fill(-1);
    this.told = new Uint8Array(machines.length);
    machines.forEach(({ equipment: { firstSignal, signalCount } }, at) => {
      this.machineOfSignal.fill(at, firstSignal, firstSignal + signalCount);
    });
  }

  /** Looks at the machines that the newest batch tells of. */
  takeBatch(): void {
    const { live, machineOfSignal, told } = this;
    for (let i = 0; i < live.changedCount; i++) {
      const at = machineOfSignal[live.changed[i]];
      if (at >= 0) told[at] = 1;
    }
    const nowMs = live.now();
    for (let at = 0; at < told.length; at++) if (told[at] !== 0) this.look(at, nowMs);
  }

  /** Looks at all of them about once a second, because silence changes how one looks too. */
  checkSilence(nowMs: number): void {
    if (nowMs - this.checkedMs <= CHECK_ALL_MS) return;
    this.checkedMs = nowMs;
    for (let at = 0; at < this.told.length; at++) this.look(at, nowMs);
  }

  private look(at: number, nowMs: number): void {
    this.told[at] = 0;
    const machine = this.machines[at];
    machine.live.refresh(nowMs);
    if (machine.shownLook !== machine.live.look) this.onChanged(machine);
  }
}
