/** A recommendation that cannot be applied; the message goes to whoever asked. */
export class RecommendationError extends Error {
  override name = 'RecommendationError';
}
