/** A place on the floor and the way one looks, compass angle in radians: 0 looks along -z. */
export interface Walker {
  x: number;
  z: number;
  heading: number;
}

/** What the keys ask for: 1, 0 or -1 each. */
export interface Steps {
  ahead: number;
  aside: number;
  turn: number;
  hurry: boolean;
}

export interface Floor {
  minX: number;
  maxX: number;
  minZ: number;
  maxZ: number;
  /** Whether something stands there that nobody walks through. */
  isTaken(x: number, z: number): boolean;
}

/** A person's pace in a plant, and that of one in a hurry, m/s. */
export const WALK_M_PER_S = 2.2;
const HURRY = 3;
const TURN_RAD_PER_S = 1.3;
/** From walls, m. */
const ELBOW_ROOM_M = 0.6;

/** Where someone is after walking for a time step: along what stands in the way, never through it, and never out of the hall. */
export function walk(from: Walker, steps: Steps, dt: number, floor: Floor): Walker {
  const heading = from.heading - steps.turn * TURN_RAD_PER_S * dt;
  const length = Math.hypot(steps.ahead, steps.aside);
  if (length === 0) return { ...from, heading };
  const metres = (WALK_M_PER_S * (steps.hurry ? HURRY : 1) * dt) / length;
  const dx = (-Math.sin(heading) * steps.ahead + Math.cos(heading) * steps.aside) * metres;
  const dz = (-Math.cos(heading) * steps.ahead - Math.sin(heading) * steps.aside) * metres;
  const inside = (value: number, low: number, high: number) =>
    Math.max(low + ELBOW_ROOM_M, Math.min(high - ELBOW_ROOM_M, value));
  const x = inside(from.x + dx, floor.minX, floor.maxX);
  const z = inside(from.z + dz, floor.minZ, floor.maxZ);
  // Someone who stands in a machine already, as after a change of the plant, may walk out of it.
  if (!floor.isTaken(x, z) || floor.isTaken(from.x, from.z)) return { x, z, heading };
  if (!floor.isTaken(x, from.z)) return { x, z: from.z, heading };
  if (!floor.isTaken(from.x, z)) return { x: from.x, z, heading };
  return { ...from, heading };
}

/** Who begins to walk sees at least so far, if anybody can. */
const OPEN_M = 14;
const SIGHT_M = 45;
const LOOKS = 32;
/** A turn by a radian is worth so much of a view. */
const TURN_COSTS_M = 3;

/** The heading from which to begin: the wanted one, or where something stands near in it the most open one that needs little turning. */
export function openHeading({ x, z, heading }: Walker, floor: Floor): number {
  const openM = (way: number) => {
    for (let metres = 0.5; metres < SIGHT_M; metres += 0.5) {
      const [atX, atZ] = [x - Math.sin(way) * metres, z - Math.cos(way) * metres];
      const isOut = atX < floor.minX || atX > floor.maxX || atZ < floor.minZ || atZ > floor.maxZ;
      if (isOut || floor.isTaken(atX, atZ)) return metres;
    }
    return SIGHT_M;
  };
  if (openM(heading) >= OPEN_M) return heading;
  let [best, bestM] = [heading, -Infinity];
  for (let i = 0; i < LOOKS; i++) {
    const turn = (i / LOOKS - 0.5) * 2 * Math.PI;
    const worth = openM(heading + turn) - TURN_COSTS_M * Math.abs(turn);
    if (worth > bestM) [best, bestM] = [heading + turn, worth];
  }
  return best;
}

const KEYS: Record<string, Partial<Steps>> = {
  KeyW: { ahead: 1 },
  ArrowUp: { ahead: 1 },
  KeyS: { ahead: -1 },
  ArrowDown: { ahead: -1 },
  KeyA: { aside: -1 },
  KeyD: { aside: 1 },
  ArrowLeft: { turn: -1 },
  ArrowRight: { turn: 1 },
  KeyQ: { turn: -1 },
  KeyE: { turn: 1 },
  ShiftLeft: { hurry: true },
  ShiftRight: { hurry: true },
};

/** Whether a key, by its place on the keyboard, means something to a walker. */
export function isWalkKey(code: string): boolean {
  return code in KEYS;
}

/** What the keys that are held down ask for together. */
export function stepsOf(held: ReadonlySet<string>): Steps {
  const steps: Steps = { ahead: 0, aside: 0, turn: 0, hurry: false };
  for (const code of held) {
    const { ahead = 0, aside = 0, turn = 0, hurry = false } = KEYS[code] ?? {};
    steps.ahead += ahead;
    steps.aside += aside;
    steps.turn += turn;
    steps.hurry ||= hurry;
  }
  return {
    ahead: Math.sign(steps.ahead),
    aside: Math.sign(steps.aside),
    turn: Math.sign(steps.turn),
    hurry: steps.hurry,
  };
}
