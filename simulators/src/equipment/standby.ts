import type { RefusalReason } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import type { FlowUnit, Sleeper } from '../flow/flow-unit.ts';
import type { PackmlUnit } from '../flow/packml-unit.ts';
import {
  COLD_SCRAP_SHARE,
  COOL_DOWN_S,
  WARM_UP_S,
  standbyProfile,
  type StandbyProfile,
} from '../physics/standby.ts';
import { lag } from '../physics/lag.ts';
import type { MachineSettings } from './machine-settings.ts';

/** What standby needs of its machine. */
export interface RestingMachine {
  readonly equipment: Equipment;
  readonly flow?: FlowUnit;
  readonly packml: PackmlUnit;
  readonly settings: MachineSettings;
  readonly isWaiting: boolean;
  readonly clockMs: number;
  /** A spindle whose warmth its parts depend on. */
  readonly hasSpindle: boolean;
  readonly startsGradually: boolean;
}

/** Below this a spindle's parts are not trusted. */
const WARM_ENOUGH = 0.9;

/**
 * Rest of one machine: auxiliaries off (level 1) or standby (level 2, PackML Stopped), the way back, and what the way back costs:
 * time, energy, and parts of a spindle that is not warm yet. Work wakes it whatever it was told.
 */
export class Standby implements Sleeper {
  level = 0;
  /** Its auxiliaries were off when its rest ended while people worked in it: they stay off until the machine is started again. */
  private isOffUntilStart = false;
  /** Temperature of the spindle on its way from cold (0) to warm (1). */
  warmth = 1;
  readonly profile: StandbyProfile;
  private readonly machine: RestingMachine;
  private readonly context: { nowS: () => number };
  private readyAtS = 0;
  private restartKwh = 0;

  constructor(machine: RestingMachine, context: { nowS: () => number }) {
    this.machine = machine;
    this.context = context;
    this.profile = standbyProfile(machine.equipment.kind);
  }

  get isSaving(): boolean {
    return this.level > 0 || this.isOffUntilStart;
  }

  refuses(value: number): RefusalReason | undefined {
    const { packml, isWaiting } = this.machine;
    if (value === 0) return undefined;
    if (packml.state === 'Aborted' || packml.state === 'Aborting') return 'fault';
    // Auxiliaries are not needed while it stands for its own sake either.
    const isInStop = value === 1 && this.isHeld && this.context.nowS() >= this.readyAtS;
    return isWaiting || isInStop ? undefined : 'at-work';
  }

  /** Seconds from a level back to ready. */
  wakeS(level: number): number {
    if (level === 0) return 0;
    return level === 1 ? this.profile.auxiliariesOnS : this.profile.wakeS;
  }

  onLevel(level: number): void {
    const { flow, packml } = this.machine;
    const before = this.level;
    this.level = level;
    if (level === 2) {
      if (flow) flow.rest();
      else stop(packml);
    }
    if (level >= before) return;
    // Whatever ended the rest, nothing starts by itself beside people.
    if (this.isHeld) this.isOffUntilStart = true;
    else this.comeBack(before);
  }

  private get isHeld(): boolean {
    return this.machine.packml.state === 'Held';
  }

  private comeBack(before: number): void {
    const { flow, packml, startsGradually } = this.machine;
    this.readyAtS = this.context.nowS() + this.wakeS(before);
    this.restartKwh += before === 2 ? this.profile.wakeKwh : this.profile.auxiliariesOnKwh;
    if (!flow) return start(packml, startsGradually);
    if (before === 2 && packml.state === 'Stopped') flow.reset();
    flow.queue.at(this.readyAtS, () => flow.wake());
  }

  secondsToReady(): number {
    if (this.level > 0) return this.wakeS(this.level);
    if (this.isOffUntilStart) return this.wakeS(1);
    return Math.max(0, this.readyAtS - this.context.nowS());
  }

  wakeForWork(): void {
    if (this.level > 0) this.machine.settings.giveBack('operating_level', 'work', this.machine.clockMs);
    if (!this.isOffUntilStart) return;
    this.isOffUntilStart = false;
    this.comeBack(1);
  }

  /** Power at rest for what the machine would draw otherwise, kW. */
  powerKw(usualKw: number): number {
    if (!this.isSaving) return usualKw;
    const { auxiliariesOffShare, standbyShare } = this.profile;
    return usualKw * (this.level === 2 ? standbyShare : auxiliariesOffShare);
  }

  takeRestartKwh(): number {
    const kwh = this.restartKwh;
    this.restartKwh = 0;
    return kwh;
  }

  step(dtS: number): void {
    const { flow, packml, hasSpindle } = this.machine;
    if (!hasSpindle || !flow) return;
    const turns = packml.state !== 'Stopped' && this.level < 2;
    this.warmth = lag(this.warmth, turns ? 1 : 0, dtS, turns ? WARM_UP_S : COOL_DOWN_S);
    flow.coldScrapShare = this.warmth < WARM_ENOUGH ? COLD_SCRAP_SHARE * (1 - this.warmth) : 0;
  }
}

/** A machine that no part passes has no flow to stop and start it. */
function stop(packml: PackmlUnit): void {
  if (packml.command('Stop')) packml.complete();
}

function start(packml: PackmlUnit, gradually: boolean): void {
  if (!packml.command('Reset')) return;
  packml.complete();
  packml.command('Start');
  if (!gradually) packml.complete();
}
