/** Pitch of the high-bay lamps, metres along x and z. The roof they hang from is left out, their light is not. */
const PITCH_M = { x: 12, z: 10 };

/**
 * Shader function `poolAt`: how much of the lamps' light reaches a place on the floor plan, 1 under a lamp. It darkens by
 * the uniform `pools`, 0 for a hall lit as evenly as by day.
 */
export const POOLS_GLSL = /* glsl */ `
uniform float pools;
float poolAt(vec2 metres) {
  vec2 wave = 0.5 + 0.5 * cos(metres * ${((2 * Math.PI) / PITCH_M.x).toFixed(5)} * vec2(1.0, ${(PITCH_M.x / PITCH_M.z).toFixed(5)}));
  float pool = wave.y * (0.65 + 0.35 * wave.x);
  return 1.0 - pools * (1.0 - pool);
}`;
