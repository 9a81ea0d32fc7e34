import { Group, Vector3, type Sphere } from 'three';
import { blackBodyGlow, cooledTemperature } from '../black-body.ts';
import type { ConveyorPath } from '../conveyors/conveyor-path.ts';
import type { MachineLive } from '../plant/machine-live.ts';
import { turnsFor, type Attention, type Level } from '../view/attention.ts';
import { PartFlow } from './part-flow.ts';
import { PART_FORMS, partGeometries, type PartForm, type PartLook } from './part-forms.ts';
import { HEAT, PartMesh, SPOT, partMaterial } from './part-mesh.ts';

/** A way that waited for its turn longer than this goes on from where it was, s. */
const LONGEST_STEP_S = 1;

/** Parts that are moved in every frame wherever they are: as many as a plant of a usual size has. */
const MOST_MOVED = 2500;

/** Draws of far parts are filled once in so many frames at most, each in a frame of its own. */
const MOST_FILL_TURNS = 4;

/** One conveyor with the machines at its ends. */
export interface PartWay {
  path: ConveyorPath;
  look: PartLook;
  before: MachineLive;
  after: MachineLive;
  /** Conveyors that leave the same machine: each takes one part of so many. */
  shareOut: number;
  shareIn: number;
}

interface Way extends PartWay {
  flow: PartFlow;
  bounds: Sphere;
  counted: number;
  taken: number;
  owedIn: number;
  owedOut: number;
  /** Since it was moved last, s. */
  waitedS: number;
  stale: boolean;
  /** Places of the parts that are drawn, and their heat. */
  spots: Float32Array;
  heats: Float32Array;
  drawn: number;
  level: Level | 'unseen';
}

/** One draw: parts of one form that are seen at one level of detail. */
interface Draw {
  mesh: PartMesh;
  level: Level;
  ways: readonly Way[];
  /** What it must show: parts went on, or a way came or went. */
  stale: 'no' | 'moved' | 'changed';
}

/** All parts on all conveyors: per form of part one draw for those near by and two, ever coarser, for those farther away. */
export class MovingParts {
  readonly group = new Group();
  /** What is left out of mirror images, where nobody would see it. */
  readonly farGroup = new Group();
  private readonly ways: Way[];
  private readonly draws: Draw[] = [];
  private readonly drawsOf = new Map<PartForm, Record<Level, Draw>>();
  private carried = 0;
  private frame = 0;
  private readonly material = partMaterial();
  private readonly point = new Vector3();
  private readonly glow = { r: 0, g: 0, b: 0 };

  constructor(ways: readonly PartWay[]) {
    this.ways = ways.map((way) => {
      const flow = new PartFlow(way.path.lengthM, way.look.spacingM, way.look.speedMPerS);
      return {
        ...way,
        flow,
        bounds: way.path.bounds(),
        counted: Number.NaN,
        taken: Number.NaN,
        owedIn: 0,
        owedOut: 0,
        waitedS: 0,
        stale: true,
        spots: new Float32Array(flow.capacity * SPOT),
        heats: new Float32Array(flow.capacity * HEAT),
        drawn: 0,
        level: 'unseen',
      };
    });
    for (const form of PART_FORMS) this.addDraws(form);
    this.group.add(this.farGroup);
  }

  /** Parts that lie on the conveyors now, seen or not. */
  get count(): number {
    return this.carried;
  }

  /** Takes what the machines have counted since the last batch. */
  countParts(): void {
    this.carried = 0;
    for (const way of this.ways) {
      const out = way.before.goodCount;
      const started = way.counted !== way.counted && out === out;
      if (started) way.flow.fill(Math.round(way.before.valueOr('buffer_out', 0) / way.shareOut));
      way.owedIn += PartFlow.increment(way.counted, out) / way.shareOut;
      if (out === out) way.counted = out;
      const entering = Math.floor(way.owedIn + 1e-6);
      way.owedIn -= entering;
      if (entering > 0) way.flow.enter(entering);

      const taken = way.after.goodCount;
      way.owedOut += PartFlow.increment(way.taken, taken) / way.shareIn;
      if (taken === taken) way.taken = taken;
      const leaving = Math.floor(way.owedOut + 1e-6);
      way.owedOut -= leaving;
      if (leaving > 0) way.flow.leave(leaving);
      if (started || entering > 0 || leaving > 0) way.stale = true;
      this.carried += way.flow.count;
    }
  }

  /** Moves the parts by a time step; returns whether the picture changed. */
  step(dtS: number, attention: Attention): boolean {
    const { ways, drawsOf } = this;
    const turns = turnsFor(this.count, MOST_MOVED);
    for (let i = 0; i < ways.length; i++) {
      const way = ways[i];
      way.waitedS += dtS;
      const level = attention.turned ? attention.levelOf(way.bounds.center, way.bounds.radius) : way.level;
      const turned = level !== way.level;
      if (!turned && !attention.isDue(i, turns, level)) continue;
      const moved = way.flow.step(Math.min(LONGEST_STEP_S, way.waitedS));
      way.waitedS = 0;
      if (moved) way.stale = true;
      const draws = drawsOf.get(way.look.form)!;
      if (turned) {
        if (way.level !== 'unseen') draws[way.level].stale = 'changed';
        if (level !== 'unseen') draws[level].stale = 'changed';
        way.level = level;
      }
      if (level === 'unseen' || !way.stale) continue;
      way.stale = false;
      this.place(way);
      if (draws[level].stale === 'no') draws[level].stale = 'moved';
    }
    return this.fillWhatIsDue(turns);
  }

  /** The part in sight nearest to a place, as its conveyor and its number there; `null` where there is none. */
  nearest(to: Vector3): { way: number; serial: number } | null {
    let best: { way: number; serial: number } | null = null;
    let bestM = Infinity;
    this.ways.forEach(({ flow, path }, way) => {
      for (let i = 0; i < flow.count; i++) {
        if (flow.distance[i] < 0) continue;
        path.at(flow.distance[i], this.point);
        const metres = this.point.distanceTo(to);
        if (metres >= bestM) continue;
        bestM = metres;
        best = { way, serial: flow.gone + i };
      }
    });
    return best;
  }

  /** Writes where a part is; one that is still to come waits at the start. */
  locate(way: number, serial: number, out: Vector3): 'carried' | 'coming' | 'gone' {
    const { flow, path } = this.ways[way];
    const at = serial - flow.gone;
    if (at < 0) {
      path.at(path.lengthM, out);
      return 'gone';
    }
    path.at(at < flow.count ? flow.distance[at] : 0, out);
    return at < flow.count ? 'carried' : 'coming';
  }

  machineAt(way: number, end: 'start' | 'end'): MachineLive {
    const { before, after } = this.ways[way];
    return end === 'start' ? before : after;
  }

  /** The next part that leaves the machine at the end of a conveyor; `null` where parts go no further. */
  after(way: number): { way: number; serial: number } | null {
    const { after } = this.ways[way];
    const next = this.ways.findIndex(({ before }) => before === after);
    if (next < 0) return null;
    const { flow } = this.ways[next];
    return { way: next, serial: flow.gone + flow.count };
  }

  dispose(): void {
    for (const { mesh } of this.draws) mesh.dispose();
    this.material.dispose();
  }

  /** Where the parts of a way are now. */
  private place(way: Way): void {
    const { flow, path, look, spots, heats } = way;
    const row = look.rowM ?? 0;
    let at = 0;
    let heading = Number.NaN;
    let [across, along] = [0, 0];
    for (let i = 0; i < flow.count; i++) {
      if (flow.distance[i] < 0) continue;
      const turned = path.at(flow.distance[i], this.point);
      if (turned !== heading) {
        heading = turned;
        across = Math.sin(heading);
        along = Math.cos(heading);
      }
      const aside = (flow.gone + i) & 1 ? row : -row;
      const spot = at * SPOT;
      spots[spot] = this.point.x + across * aside;
      spots[spot + 1] = this.point.y;
      spots[spot + 2] = this.point.z + along * aside;
      spots[spot + 3] = heading;
      if (look.hot) {
        blackBodyGlow(cooledTemperature(look.hot.startC, flow.age[i], look.hot.timeConstantS), this.glow);
        heats[at * HEAT] = this.glow.r;
        heats[at * HEAT + 1] = this.glow.g;
        heats[at * HEAT + 2] = this.glow.b;
      }
      at++;
    }
    way.drawn = at;
  }

  /** Sends what is stale to the graphics card: far away in turns, as parts there are moved in turns too. */
  private fillWhatIsDue(turns: number): boolean {
    const fillTurns = Math.min(MOST_FILL_TURNS, turns);
    this.frame++;
    let changed = false;
    for (let i = 0; i < this.draws.length; i++) {
      const draw = this.draws[i];
      if (draw.stale === 'no') continue;
      const waits = draw.stale === 'moved' && draw.level !== 'near' && (this.frame + i) % fillTurns !== 0;
      if (waits) continue;
      draw.stale = 'no';
      changed = true;
      fill(draw);
    }
    return changed;
  }

  private addDraws(form: PartForm): void {
    const ways = this.ways.filter(({ look }) => look.form === form);
    if (ways.length === 0) return;
    const most = ways.reduce((sum, { flow }) => sum + flow.capacity, 0);
    const hot = ways.some(({ look }) => look.hot !== undefined);
    const geometries = partGeometries(form);
    const drawAt = (level: Level): Draw => {
      const mesh = new PartMesh(geometries[level], this.material, most, hot);
      (level === 'near' ? this.group : this.farGroup).add(mesh.mesh);
      const draw: Draw = { mesh, level, ways, stale: 'no' };
      this.draws.push(draw);
      return draw;
    };
    this.drawsOf.set(form, { near: drawAt('near'), far: drawAt('far'), remote: drawAt('remote') });
  }
}

function fill({ mesh, level, ways }: Draw): void {
  mesh.begin();
  for (const way of ways) if (way.level === level) mesh.add(way.spots, way.heats, way.drawn);
  mesh.finish();
}
