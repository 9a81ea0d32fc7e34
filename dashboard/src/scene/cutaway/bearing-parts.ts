import {
  type BufferGeometry,
  CylinderGeometry,
  Group,
  LatheGeometry,
  Mesh,
  MeshStandardMaterial,
  SphereGeometry,
  TorusGeometry,
  Vector2,
  type Color,
} from 'three';

/** The part of a bearing that a finding names. */
export type BearingPart = 'outer-race' | 'inner-race' | 'rolling-element' | 'cage';

export interface DrawnBearing {
  elements: number;
  elementDiameterMm: number;
  pitchDiameterMm: number;
  contactAngleDeg: number;
  fixedRing: 'outer' | 'inner';
}

/** The pitch circle is drawn with this radius, whatever the bearing's size. */
export const PITCH_RADIUS = 1;
/** What is cut away of housing and outer ring, so that one looks inside, radians. */
const CUT = Math.PI * 0.62;
/** Where the cut begins, so that it opens upwards and to the front. */
const CUT_FROM = Math.PI * 0.47;
const SEGMENTS = 96;
/** Height of a ring's shoulders, as a share of the groove's radius from the pitch circle. */
const SHOULDER = 0.74;

export interface BearingPieces {
  group: Group;
  outer: Group;
  inner: Group;
  cage: Group;
  balls: Mesh[];
  dispose(): void;
}

/** Draws housing, shaft and a bearing of true proportions about the z axis; the damaged part shines in `lit`. */
export function drawBearing(bearing: DrawnBearing, damaged: BearingPart, lit: Color): BearingPieces {
  const ball = (bearing.elementDiameterMm / bearing.pitchDiameterMm) * PITCH_RADIUS;
  const half = ball * 0.82;
  const geometries: BufferGeometry[] = [];
  const keep = <T extends BufferGeometry>(geometry: T): T => {
    geometries.push(geometry);
    return geometry;
  };
  const steel = metal(0xb9c1c9, 0.22, 1);
  const polished = metal(0xd7dde2, 0.12, 1);
  const brass = metal(0xb98b46, 0.35, 1);
  const cast = metal(0x56616c, 0.62, 0.35);
  const light = metal(0xffffff, 0.3, 0.4);
  light.color.copy(lit).multiplyScalar(0.55);
  light.emissive.copy(lit);
  light.emissiveIntensity = 0.75;
  const pit = metal(0x140d0b, 0.9, 0);
  const materials = [steel, polished, brass, cast, light, pit];
  const of = (part: BearingPart, own: MeshStandardMaterial) => (part === damaged ? light : own);

  const lathe = (profile: Vector2[], material: MeshStandardMaterial, cut: boolean) => {
    const geometry = keep(
      new LatheGeometry(profile, SEGMENTS, cut ? CUT_FROM + CUT : 0, cut ? Math.PI * 2 - CUT : Math.PI * 2),
    );
    const mesh = new Mesh(geometry, material);
    // Turned about y by the lathe; the bearing lies about z.
    mesh.rotation.x = Math.PI / 2;
    return mesh;
  };
  const outer = new Group();
  const inner = new Group();
  const cage = new Group();
  const group = new Group();
  const wall = ball * 0.34;
  const groove = ball * 0.52;
  outer.add(
    lathe(ringProfile(PITCH_RADIUS + ball / 2 + wall, groove, half, -1), of('outer-race', steel), true),
  );
  inner.add(
    lathe(ringProfile(PITCH_RADIUS - ball / 2 - wall, groove, half, 1), of('inner-race', steel), false),
  );
  const bore = PITCH_RADIUS - ball / 2 - wall;
  const shaft = new Mesh(
    keep(new CylinderGeometry(bore, bore, half * 6.2, SEGMENTS)),
    metalOf(materials, 0x8f99a3),
  );
  shaft.rotation.x = Math.PI / 2;
  shaft.position.z = -half * 1.9;
  // A keyway in the shaft's end, so that one sees it turn.
  const keyway = new Mesh(keep(new CylinderGeometry(bore * 0.12, bore * 0.12, half * 6.22, 16)), pit);
  keyway.rotation.x = Math.PI / 2;
  keyway.position.set(0, bore * 0.8, -half * 1.9);
  inner.add(shaft, keyway);
  const seat = PITCH_RADIUS + ball / 2 + wall;
  group.add(lathe(boxProfile(seat, seat * 1.3, half), cast, true));

  const balls: Mesh[] = [];
  const sphere = keep(new SphereGeometry(ball / 2, 40, 28));
  const spot = keep(new SphereGeometry(ball * 0.16, 20, 14));
  for (let i = 0; i < bearing.elements; i++) {
    const hurt = damaged === 'rolling-element' && i === 0;
    const one = new Mesh(sphere, hurt ? light : polished);
    if (hurt) {
      const mark = new Mesh(spot, pit);
      mark.position.set(ball * 0.42, 0, 0);
      mark.scale.set(0.5, 1, 1);
      one.add(mark);
    }
    balls.push(one);
    cage.add(one);
  }
  for (const side of [-1, 1]) {
    const hoop = new Mesh(
      keep(new TorusGeometry(PITCH_RADIUS, ball * 0.06, 14, SEGMENTS)),
      of('cage', brass),
    );
    hoop.position.z = side * ball * 0.5;
    cage.add(hoop);
  }
  const bar = keep(new CylinderGeometry(ball * 0.09, ball * 0.09, ball, 14));
  for (let i = 0; i < bearing.elements; i++) {
    const angle = ((i + 0.5) / bearing.elements) * Math.PI * 2;
    const rivet = new Mesh(bar, of('cage', brass));
    rivet.rotation.x = Math.PI / 2;
    rivet.position.set(Math.cos(angle) * PITCH_RADIUS, Math.sin(angle) * PITCH_RADIUS, 0);
    cage.add(rivet);
  }
  // A flaw on the raceway, where it is seen: on the standing ring at the edge of the cut, on the other it turns along.
  if (damaged === 'outer-race' || damaged === 'inner-race') {
    const flaw = new Mesh(spot, pit);
    const raceway = PITCH_RADIUS + (damaged === 'outer-race' ? 1 : -1) * ball * 0.5;
    const angle = damaged === 'outer-race' ? Math.PI * 0.7 : Math.PI * 0.3;
    flaw.position.set(Math.cos(angle) * raceway, Math.sin(angle) * raceway, 0);
    flaw.scale.set(0.9, 0.9, 1.2);
    (damaged === 'outer-race' ? outer : inner).add(flaw);
  }
  group.add(outer, inner, cage);
  return {
    group,
    outer,
    inner,
    cage,
    balls,
    dispose() {
      for (const geometry of geometries) geometry.dispose();
      for (const material of materials) material.dispose();
    },
  };
}

function metal(colour: number, roughness: number, metalness: number): MeshStandardMaterial {
  return new MeshStandardMaterial({ color: colour, roughness, metalness, side: 2 });
}

function metalOf(kept: MeshStandardMaterial[], colour: number): MeshStandardMaterial {
  const material = metal(colour, 0.5, 0.45);
  kept.push(material);
  return material;
}

/** Section of a ring with its groove: `towards` 1 for a raceway that looks outwards. */
function ringProfile(back: number, groove: number, half: number, towards: 1 | -1): Vector2[] {
  const face = PITCH_RADIUS - towards * groove * SHOULDER;
  const points = [new Vector2(back, -half), new Vector2(face, -half)];
  const reach = Math.acos(SHOULDER);
  for (let i = 0; i <= 16; i++) {
    const angle = -reach + (2 * reach * i) / 16;
    points.push(new Vector2(PITCH_RADIUS - towards * groove * Math.cos(angle), groove * Math.sin(angle)));
  }
  points.push(new Vector2(face, half), new Vector2(back, half), new Vector2(back, -half));
  return points;
}

/** Section of the housing: flush with the bearing in front, deeper behind it. */
function boxProfile(inside: number, outside: number, half: number): Vector2[] {
  return [
    new Vector2(inside, -half * 2.6),
    new Vector2(outside, -half * 2.6),
    new Vector2(outside, half),
    new Vector2(inside, half),
    new Vector2(inside, -half * 2.6),
  ];
}
