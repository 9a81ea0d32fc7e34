import { Refusal } from '../platform/in-words.ts';

/** A recommendation that cannot be applied; the message goes to whoever asked. */
export class RecommendationError extends Refusal {
  override name = 'RecommendationError';
}
