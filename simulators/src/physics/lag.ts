/**
 * First-order lag towards a target: dx/dt = (target - x) / tau, solved exactly over the step, so that it is
 * stable for steps longer than tau.
 */
export function lag(x: number, target: number, dtS: number, tauS: number): number {
  return target + (x - target) * Math.exp(-dtS / tauS);
}

/**
 * Ornstein-Uhlenbeck step: a slow wander with mean 0 and standard deviation 1.
 *
 * @param x state before the step
 * @param normal a standard normal draw
 */
export function wander(x: number, normal: number, dtS: number, tauS: number): number {
  const keep = Math.exp(-dtS / tauS);
  return x * keep + normal * Math.sqrt(1 - keep * keep);
}
