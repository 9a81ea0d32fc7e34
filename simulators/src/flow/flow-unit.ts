import type { Random } from '../physics/random.ts';
import type { EventQueue } from './event-queue.ts';
import { PackmlUnit } from './packml-unit.ts';
import type { PartBuffer, PartType } from './part-buffer.ts';

/** How often a machine stops by itself, and for how long. */
export interface Habits {
  /** Parts between two services (dressing, tool change), 0 for none. */
  serviceEveryParts: number;
  serviceS: number;
  /** Mean operating time between failures and mean time to repair, seconds; 0 for none. */
  mtbfS: number;
  mttrS: number;
  scrapShare: number;
}

export const NO_HABITS: Habits = { serviceEveryParts: 0, serviceS: 0, mtbfS: 0, mttrS: 0, scrapShare: 0 };

/** A buffer a machine takes from, and which types it takes there: others in it wait for somebody else. */
export interface FlowInput {
  buffer: PartBuffer;
  types: ReadonlySet<PartType>;
}

/** Why a machine in Execute or Suspended does not work just now. */
export type Waiting = 'starved' | 'blocked' | 'no-order' | undefined;

/** A machine that may rest and that this unit's work needs: the unit's own, or the laser source of its cell. */
export interface Sleeper {
  /** Seconds until it can work, 0 when it is ready. */
  secondsToReady(): number;
  /** There is work: it gets ready by itself, whatever it was told. */
  wakeForWork(): void;
}

/** Acting states take about this long on a machine controller. */
const ACTING_S = 1;
/** A shorter wait between two parts belongs to the cycle and is no suspension. */
const GRACE_S = 6;
const CLEARING_S = 5;
const RESTART_DELAY_S = 3;
/** Small stops (a jam, a gauge that waits): mean work between two, and how long one takes. */
const SMALL_STOP_EVERY_S = 1800;
const SMALL_STOP_S = 35;
/** Cycles take a little longer than the machine could: ISO 22400 effectiveness below 1. */
export const CYCLE_STRETCH = 1.05;
const RESETTING_S = 8;
const STARTING_S = 10;

/** A machine that parts pass: its PackML state, its counts, and how it stops and starts again. */
export abstract class FlowUnit {
  readonly id: string;
  readonly packml = new PackmlUnit();
  readonly queue: EventQueue;
  readonly random: Random;
  habits: Habits;
  readonly inputs: FlowInput[] = [];
  output?: PartBuffer;

  good = 0;
  scrap = 0;
  /** Parts since the last service: the wear that a dressing or a tool change takes back. */
  partsSinceService = 0;
  serviceCount = 0;
  /** Duration of the last cycle, seconds. */
  lastCycleS: number;
  readonly nominalCycleS: number;
  waiting: Waiting;
  /** Called when a part is done. */
  onPart?: (type: PartType, isGood: boolean) => void;
  /** Added to the share of scrap by process faults. */
  extraScrapShare = 0;
  /** Added to it by a spindle that is not warm. */
  coldScrapShare = 0;
  readonly sleepers: Sleeper[] = [];
  /** Whether the line has an order; left out it always has. */
  hasOrder: () => boolean = () => true;

  /** Cancels what was planned for an earlier situation: planned actions compare it. */
  protected epoch = 0;
  private wakePlanned = false;
  private operatingS = 0;
  private nextFailureS: number;

  constructor(id: string, nominalCycleS: number, habits: Habits, queue: EventQueue, random: Random) {
    this.id = id;
    this.nominalCycleS = nominalCycleS;
    this.lastCycleS = nominalCycleS;
    this.habits = habits;
    this.queue = queue;
    this.random = random;
    this.nextFailureS = habits.mtbfS > 0 ? random.exponential(habits.mtbfS) : Infinity;
  }

  /** Parts inside the machine. */
  abstract partsInside(): ReadonlyMap<PartType, number>;
  /** Goes on working: called in Execute, after start, wait, service or repair. */
  protected abstract proceed(): void;
  /** Whether the reason to wait is gone. */
  protected abstract canGoOn(): boolean;

  /** Connects the buffers and begins. */
  start(): void {
    for (const { buffer } of this.inputs) buffer.onPut.push(() => this.wake());
    this.output?.onTake.push(() => this.wake());
    this.queue.after(0, () => this.proceed());
  }

  get isWorking(): boolean {
    return this.packml.state === 'Execute' && this.waiting === undefined;
  }

  /** It waits, and nothing for it to do is there: work that is there is begun, even if getting ready for it takes a while. */
  get isIdle(): boolean {
    return this.waiting !== undefined && !this.wakePlanned && !this.canGoOn();
  }

  protected findInput(type: PartType): PartBuffer | undefined {
    for (const { buffer, types } of this.inputs) if (types.has(type) && buffer.count(type) > 0) return buffer;
    return undefined;
  }

  /** Waits; after the grace time the wait shows as Suspended. */
  protected wait(reason: 'starved' | 'blocked' | 'no-order'): void {
    this.waiting = reason;
    const epoch = ++this.epoch;
    if (reason === 'no-order') {
      // Work is complete: Execute, Completing, Complete.
      this.packml.complete();
      return this.act(ACTING_S, () => this.wake());
    }
    this.queue.after(GRACE_S, () => {
      if (epoch !== this.epoch || !this.packml.command('Suspend')) return;
      this.act(ACTING_S, () => this.wake());
    });
  }

  /** Looks whether the reason to wait is gone. */
  wake(): void {
    if (!this.waiting || this.wakePlanned || !this.canGoOn()) return;
    this.wakePlanned = true;
    // Not at once: the buffer that calls may just be in the middle of a move between two machines.
    this.queue.after(0, () => {
      this.wakePlanned = false;
      this.resume();
    });
  }

  private resume(): void {
    if (!this.waiting || !this.canGoOn()) return;
    const awakeInS = this.wakeSleepers();
    if (awakeInS > 0) {
      this.wakePlanned = true;
      this.queue.after(awakeInS, () => {
        this.wakePlanned = false;
        this.resume();
      });
      return;
    }
    const goOn = () => {
      this.waiting = undefined;
      this.epoch++;
      this.proceed();
    };
    if (this.packml.state === 'Execute') goOn();
    else if (this.packml.command('Unsuspend')) this.act(ACTING_S, goOn);
    else if (this.packml.command('Start')) this.act(STARTING_S, goOn);
    else this.reset();
  }

  /** From Stopped or Complete to Idle: it turns and warms up, and waits for work. */
  reset(): void {
    if (this.packml.command('Reset')) this.act(RESETTING_S, () => this.wake());
  }

  /** @returns seconds until all that this unit needs is awake */
  private wakeSleepers(): number {
    let seconds = 0;
    for (const sleeper of this.sleepers) {
      const own = sleeper.secondsToReady();
      if (own > 0) sleeper.wakeForWork();
      seconds = Math.max(seconds, own);
    }
    return seconds;
  }

  /** Stops a machine that waits: the PackML side of standby. It stays in its wait and starts again when there is work. */
  rest(): void {
    if (this.waiting && this.packml.command('Stop')) this.act(ACTING_S, () => this.wake());
  }

  /** Runs through an acting state, then goes on. */
  protected act(durationS: number, then: () => void): void {
    const epoch = ++this.epoch;
    this.queue.after(durationS, () => {
      if (epoch !== this.epoch) return;
      this.packml.complete();
      then();
    });
  }

  /** A stop for the machine's own sake; works on in Execute afterwards. */
  protected serve(durationS: number): void {
    this.packml.command('Hold');
    this.act(ACTING_S, () => {
      const epoch = ++this.epoch;
      this.queue.after(durationS, () => {
        if (epoch !== this.epoch) return;
        this.partsSinceService = 0;
        this.serviceCount++;
        this.unhold(() => this.proceed());
      });
    });
  }

  /** Whether a small stop comes after a cycle of this length. */
  protected isJammed(cycleS: number): boolean {
    return this.habits.mtbfS > 0 && this.random.uniform() < cycleS / SMALL_STOP_EVERY_S;
  }

  /** People start it again; what they find off comes back first. */
  private unhold(then: () => void): void {
    const awakeInS = this.wakeSleepers();
    if (awakeInS > 0) return this.later(awakeInS, () => this.unhold(then));
    this.packml.command('Unhold');
    this.act(ACTING_S, then);
  }

  /** A small stop: Held like a service, but nothing is renewed by it. */
  protected clearJam(then: () => void): void {
    const stopS = Math.min(3 * SMALL_STOP_S, 10 + this.random.exponential(SMALL_STOP_S - 10));
    this.packml.command('Hold');
    this.act(ACTING_S, () => this.later(stopS, () => this.unhold(then)));
  }

  protected isServiceDue(): boolean {
    return this.habits.serviceEveryParts > 0 && this.partsSinceService >= this.habits.serviceEveryParts;
  }

  /** Books operating time; @returns how far into it the machine breaks down, or undefined. */
  protected operate(durationS: number): number | undefined {
    const before = this.operatingS;
    this.operatingS += durationS;
    if (this.operatingS < this.nextFailureS) return undefined;
    const into = Math.max(0, this.nextFailureS - before);
    this.nextFailureS = this.operatingS + this.random.exponential(this.habits.mtbfS);
    return into;
  }

  /** Breaks down, is repaired, cleared, reset and started again. */
  protected breakDown(repairS: number, afterwards: () => void): void {
    this.waiting = undefined;
    this.packml.command('Abort');
    this.act(ACTING_S, () => {
      this.packml.mode = 'Maintenance';
      this.later(repairS, () => {
        this.packml.command('Clear');
        this.act(CLEARING_S, () =>
          this.later(RESTART_DELAY_S, () => {
            this.packml.mode = 'Production';
            this.packml.command('Reset');
            this.act(RESETTING_S, () =>
              this.later(RESTART_DELAY_S, () => {
                this.packml.command('Start');
                this.act(STARTING_S, afterwards);
              }),
            );
          }),
        );
      });
    });
  }

  protected later(delayS: number, action: () => void): void {
    const epoch = ++this.epoch;
    this.queue.after(delayS, () => {
      if (epoch === this.epoch) action();
    });
  }

  protected repairTimeS(): number {
    // Between a quarter and three times the mean: no repair takes seconds, none takes a day.
    const mean = this.habits.mttrS;
    return Math.min(3 * mean, mean / 4 + this.random.exponential(0.75 * mean));
  }

  /** Counts a finished part; @returns whether it goes on. */
  protected count(type: PartType, parts = 1): boolean {
    const isGood =
      this.random.uniform() >= this.habits.scrapShare + this.extraScrapShare + this.coldScrapShare;
    if (isGood) this.good += parts;
    else this.scrap += parts;
    this.partsSinceService += parts;
    this.onPart?.(type, isGood);
    return isGood;
  }
}
