/** What is carried from burst to burst of one component; `at` is the newest burst. */
export interface ComponentState {
  at: number;
}

/**
 * How each component of one sort stands, such as all shafts or all motors: what is carried from burst to burst.
 *
 * Promises: `change` of one component happens one after another, also when several workers call it, and is kept whole or not
 * at all.
 */
export abstract class ComponentStateStore<State extends ComponentState> {
  /** State of a component (`equipment#component`). */
  abstract read(component: string): Promise<State | undefined>;
  /** @returns the state after it */
  abstract change(component: string, change: (before: State | undefined) => State): Promise<State>;
}
