import { afterActing, afterCommand } from '@linetwin/model';
import type { PackmlCommand, PackmlMode, PackmlState } from '@linetwin/model';

/** The PackML state of one machine. Every move goes through the state model of libs/model. */
export class PackmlUnit {
  state: PackmlState = 'Execute';
  mode: PackmlMode = 'Production';
  /** Called after each move; tests check the moves with it. */
  onMove?: (from: PackmlState, to: PackmlState) => void;

  /** @returns false where PackML does not allow the command in this state; the state then stays. */
  command(command: PackmlCommand): boolean {
    const next = afterCommand(this.state, command);
    if (!next) return false;
    this.moveTo(next);
    return true;
  }

  /** The acting state has done its work. */
  complete(): void {
    const next = afterActing(this.state);
    if (next !== this.state) this.moveTo(next);
  }

  private moveTo(next: PackmlState): void {
    const from = this.state;
    this.state = next;
    this.onMove?.(from, next);
  }
}
