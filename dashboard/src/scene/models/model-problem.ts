import type { MachineModelProblem } from '@linetwin/contracts';

/** Why a model is not shown; the page has words for each. */
export type ModelReason =
  | MachineModelProblem
  /** The file did not come. */
  | 'not-loaded'
  /** A decoder of compressed geometry or textures gave no answer in time. */
  | 'no-answer'
  | 'damaged'
  | 'empty'
  | 'too-fine';

export class ModelProblem extends Error {
  override name = 'ModelProblem';
  readonly reason: ModelReason;

  constructor(reason: ModelReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
