import { CYCLE_STRETCH, FlowUnit } from './flow-unit.ts';
import type { PartType } from './part-buffer.ts';

/** What one cycle of a machine takes and gives. */
export interface Recipe {
  /** Types it may work on, one at a time (`each`), or types it joins (`all`). Empty for the first station. */
  takes: readonly PartType[];
  how: 'each' | 'all';
  /** Type that comes out; the type that went in when left out. */
  gives?: PartType;
  /** For the first station: which type to make next. */
  make?: () => PartType;
}

/** A machine that works on one part after the other. */
export class CycleUnit extends FlowUnit {
  recipe: Recipe = { takes: [], how: 'each' };
  /** Whether it may begin another part: people or a plan can close it, which is as if nothing were ordered. */
  isIntakeOpen: () => boolean = () => true;
  /** Start and end of the running cycle, simulated seconds. */
  cycleStartS = 0;
  cycleEndS = 0;
  /** Part in the machine, or finished and not yet handed on. */
  part?: PartType;
  private isFinished = false;
  private isFirst = true;
  /** Type worked on last, so that two types take turns. */
  private last?: PartType;

  /** Share of the running cycle that is done, 0 to 1; 0 while no part is worked on. */
  progress(nowS: number): number {
    if (!this.isCutting) return 0;
    const p = (nowS - this.cycleStartS) / (this.cycleEndS - this.cycleStartS);
    return p < 0 ? 0 : p > 1 ? 1 : p;
  }

  get isCutting(): boolean {
    return this.part !== undefined && !this.isFinished && this.packml.state === 'Execute';
  }

  partsInside(): ReadonlyMap<PartType, number> {
    const inside = new Map<PartType, number>();
    // The last station's finished part has left the line, whatever the machine does next.
    if (this.part === undefined || (this.isFinished && !this.output)) return inside;
    if (this.recipe.how === 'all' && this.part !== this.recipe.gives)
      for (const type of this.recipe.takes) inside.set(type, 1);
    else inside.set(this.part, 1);
    return inside;
  }

  protected proceed(): void {
    if (this.part !== undefined && this.isFinished && !this.handOn()) return this.wait('blocked');
    if (this.isServiceDue()) return this.serve(this.habits.serviceS * this.random.between(0.9, 1.1));
    if (!this.mayBegin()) return this.wait('no-order');
    if (!this.canTake()) return this.wait('starved');
    this.begin();
  }

  protected canGoOn(): boolean {
    if (this.waiting === 'blocked') return this.output!.hasRoom(this.part!);
    // Once the order is done, a machine that waits for parts goes from Suspended as it is.
    return this.mayBegin() && this.canTake();
  }

  private mayBegin(): boolean {
    return this.hasOrder() && this.isIntakeOpen();
  }

  private begin(): void {
    this.part = this.takePart();
    this.isFinished = false;
    const cycleS = this.nominalCycleS * CYCLE_STRETCH * (1 + 0.015 * this.random.boundedNormal(2));
    this.lastCycleS = cycleS;
    // The first part has been in the machine for a while: a line in the middle of its work, not one that starts.
    const doneS = this.isFirst ? cycleS * this.random.between(0, 0.9) : 0;
    this.isFirst = false;
    this.cycleStartS = this.queue.now - doneS;
    this.cycleEndS = this.cycleStartS + cycleS;
    const failsAfterS = this.operate(cycleS);
    if (failsAfterS === undefined) {
      this.later(cycleS - doneS, () => {
        this.finish();
        if (this.isJammed(cycleS)) this.clearJam(() => this.proceed());
        else this.proceed();
      });
    } else {
      this.later(Math.max(0, Math.min(failsAfterS, cycleS * 0.99) - doneS), () => {
        // The part in a machine that broke down is not trusted any more; the wear is gone with the repair.
        this.breakDown(this.repairTimeS(), () => {
          this.dropPart();
          this.partsSinceService = 0;
          this.proceed();
        });
      });
    }
  }

  private finish(): void {
    this.isFinished = true;
    const made = this.recipe.gives ?? this.part!;
    this.part = made;
    if (!this.count(made)) this.part = undefined;
  }

  private dropPart(): void {
    this.scrap++;
    this.onPart?.(this.recipe.gives ?? this.part!, false);
    this.part = undefined;
  }

  /** @returns false when there is no room for the part. */
  private handOn(): boolean {
    if (this.output) {
      if (!this.output.hasRoom(this.part!)) return false;
      const part = this.part!;
      this.part = undefined;
      this.output.put(part);
    }
    this.part = undefined;
    return true;
  }

  private canTake(): boolean {
    const { takes, how, make } = this.recipe;
    if (make) return true;
    if (how === 'all') return takes.every((type) => this.findInput(type) !== undefined);
    return takes.some((type) => this.isWorthTaking(type));
  }

  /**
   * A machine for both rings takes none that it could not hand on: holding it, it would keep the other kind from an
   * assembly that waits for just that, and the line would stand for ever.
   */
  private isWorthTaking(type: PartType): boolean {
    if (!this.findInput(type)) return false;
    return this.recipe.takes.length === 1 || !this.output || this.output.hasRoom(type);
  }

  private takePart(): PartType {
    const { takes, how, make } = this.recipe;
    if (make) return make();
    if (how === 'all') {
      for (const type of takes) this.findInput(type)!.take(type);
      return takes[0];
    }
    // The type with less room used behind the machine first; in turns when both are equal.
    let best: PartType | undefined;
    let bestLoad = Infinity;
    for (const type of takes) {
      if (!this.isWorthTaking(type)) continue;
      const load = (this.output?.count(type) ?? 0) + (type === this.last ? 0.5 : 0);
      if (load < bestLoad) {
        best = type;
        bestLoad = load;
      }
    }
    this.findInput(best!)!.take(best!);
    this.last = best;
    return best!;
  }
}
