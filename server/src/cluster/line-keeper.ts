/** A part of the server that does something for each line that this process owns. */
export interface LineKeeper {
  name: string;
  /** Goes on with a line where its last owner, this process or another, left it. */
  takeLine(line: string): Promise<void> | void;
  /** Leaves a line: when it resolves, everything of it is durable and nothing more is done for it. */
  dropLine(line: string): Promise<void> | void;
}

/** Takes a line part by part. @throws what a part threw; the parts before it have left the line again */
export async function takeWith(keepers: readonly LineKeeper[], line: string): Promise<void> {
  const taken: LineKeeper[] = [];
  try {
    for (const keeper of keepers) {
      await keeper.takeLine(line);
      taken.push(keeper);
    }
  } catch (error) {
    await dropWith(taken, line, () => undefined);
    throw error;
  }
}

/** Leaves a line, last part first; one that fails does not keep the others from it. */
export async function dropWith(
  keepers: readonly LineKeeper[],
  line: string,
  onProblem: (keeper: string, error: Error) => void,
): Promise<void> {
  for (const keeper of [...keepers].reverse()) {
    try {
      await keeper.dropLine(line);
    } catch (error) {
      onProblem(keeper.name, error as Error);
    }
  }
}
