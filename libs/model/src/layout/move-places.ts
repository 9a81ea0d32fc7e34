import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { EquipmentAddress } from '../ids.ts';
import type { PlantText } from '../plant-loader.ts';
import type { Equipment, PlantModel } from '../plant-model.ts';
import { linesChanged, spliced, type LineChange, type Splice } from './splices.ts';

export type Place = Equipment['at'];

export interface PlaceMove {
  equipment: EquipmentAddress;
  /** Metres on the floor of the hall, degrees anticlockwise seen from above. */
  at: Place;
}

/** A file of which some places were written anew. */
export interface MovedText extends PlantText {
  before: string;
  changes: LineChange[];
}

/** Places that cannot be written into the files as they are; the message is a sentence for people. */
export class PlaceEditError extends Error {
  override name = 'PlaceEditError';
  readonly reason: PlaceProblem;
  /** The machine or the file that it is about. */
  readonly subject: string;

  constructor(reason: PlaceProblem, subject: string) {
    super(PLACE_PROBLEMS[reason](subject));
    this.reason = reason;
    this.subject = subject;
  }
}

const PLACE_PROBLEMS = {
  'no-machine': (machine: string) => `The plant files have no machine ${machine}.`,
  shared: (file: string) =>
    `${file} shares places by anchors, so that one cannot be moved alone; write those places out first.`,
  unwritten: (machine: string) =>
    `The place of ${machine} is not written as x and z in the plant files; write it so first.`,
};
type PlaceProblem = keyof typeof PLACE_PROBLEMS;

const AXES = ['x', 'z', 'rotationDeg'] as const;

/**
 * Writes other places of machines into the texts of a plant. Only the figures of a place are replaced: comments, order, quotes
 * and spaces stay as somebody wrote them. A file without a change is not among the results.
 *
 * @throws PlaceEditError when a machine is not in the files, or when its place cannot be changed without changing something else
 */
export function movePlaces(texts: readonly PlantText[], moves: readonly PlaceMove[]): MovedText[] {
  const left = new Map(moves.map((move) => [move.equipment as string, move]));
  const moved: MovedText[] = [];
  for (const { file, text } of texts) {
    const document = parseDocument(text);
    const root = document.contents;
    if (!isMap(root) || !root.has('line')) continue;
    const found: PlaceMove[] = [];
    const splices = splicesOf(document, text, root, left, found);
    if (splices.length === 0) continue;
    const next = spliced(text, splices);
    if (!movesOnly(document, parseDocument(next), found)) throw new PlaceEditError('shared', file);
    moved.push({ file, text: next, before: text, changes: linesChanged(text, splices) });
  }
  for (const address of left.keys()) throw new PlaceEditError('no-machine', address);
  return moved;
}

interface LineContent {
  stations?: { equipment?: { id?: unknown; at?: Partial<Place> }[] }[];
}

/** Whether two line files differ by these moves and in nothing else. */
function movesOnly(before: Document, after: Document, moves: readonly PlaceMove[]): boolean {
  // A copy, because what an anchor names would be one object.
  const [old, next] = [before, after].map(
    (document) => JSON.parse(JSON.stringify(document.toJS())) as LineContent,
  );
  const places = new Map(moves.map(({ equipment, at }) => [equipment.split('/')[3], at]));
  const machinesOf = (content: LineContent) =>
    (content.stations ?? []).flatMap(({ equipment }) => equipment ?? []);
  for (const machine of machinesOf(old)) {
    const at = places.get(String(machine.id));
    if (at) machine.at = at;
  }
  for (const machine of [...machinesOf(old), ...machinesOf(next)])
    machine.at = { x: machine.at?.x, z: machine.at?.z, rotationDeg: machine.at?.rotationDeg ?? 0 };
  return JSON.stringify(old) === JSON.stringify(next);
}

/** The model with other places; its version is that of the places before. */
function withPlaces(model: PlantModel, moves: readonly PlaceMove[]): PlantModel {
  const places = new Map(moves.map(({ equipment, at }) => [equipment as string, at]));
  const equipment = model.equipment.map((one) => ({ ...one, at: places.get(one.address) ?? one.at }));
  return { ...model, equipment };
}

function isSamePlant(a: PlantModel, b: PlantModel): boolean {
  const bare = (model: PlantModel) => JSON.stringify({ ...model, version: 0 });
  return bare(a) === bare(b);
}

/**
 * Lets a running model take up the places of another one, in place. Numbers of signals do not follow from places, so whoever holds
 * the model goes on with it; the version becomes that of the other model.
 *
 * @returns false, with nothing changed, when the two differ in more than places
 */
export function adoptPlaces(model: PlantModel, next: PlantModel): boolean {
  const moves = next.equipment.map(({ address, at }) => ({ equipment: address, at }));
  if (!isSamePlant(withPlaces(model, moves), next)) return false;
  model.equipment.forEach((one, i) => (one.at = { ...next.equipment[i].at }));
  model.version = next.version;
  return true;
}

/** What to replace in one line file; takes the machines that it found out of `left`. */
function splicesOf(
  document: Document,
  text: string,
  root: YAMLMap,
  left: Map<string, PlaceMove>,
  found: PlaceMove[],
): Splice[] {
  const [area, line] = [root.get('area'), root.get('line')];
  const splices: Splice[] = [];
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  const stations = resolved(root.get('stations', true));
  for (const station of isSeq(stations) ? stations.items : []) {
    const one = resolved(station);
    const places = isMap(one) ? resolved(one.get('equipment', true)) : undefined;
    for (const item of isSeq(places) ? places.items : []) {
      const machine = resolved(item);
      if (!isMap(machine)) continue;
      const move = [...left.values()].find(({ equipment }) => {
        const [, ...parts] = equipment.split('/');
        return parts.join('/') === `${String(area)}/${String(line)}/${String(machine.get('id'))}`;
      });
      if (!move) continue;
      left.delete(move.equipment);
      found.push(move);
      splices.push(...splicesOfPlace(document, text, machine, move.at));
    }
  }
  return splices;
}

function splicesOfPlace(document: Document, text: string, machine: YAMLMap, at: Place): Splice[] {
  const written = pairOf(machine, 'at')?.value;
  if (isAlias(written)) {
    const values = written.resolve(document)?.toJSON() as Partial<Place> | undefined;
    if (AXES.every((axis) => (values?.[axis] ?? 0) === at[axis])) return [];
    return [{ ...span(written), text: `{ ${writtenPlace(at)} }` }];
  }
  if (!isMap(written) || written.items.length === 0)
    throw new PlaceEditError('unwritten', String(machine.get('id')));
  const splices: Splice[] = [];
  for (const axis of AXES) {
    const pair = pairOf(written, axis);
    const node = pair?.value;
    const value = isAlias(node) ? node.resolve(document)?.toJSON() : isScalar(node) ? node.value : undefined;
    if ((value ?? 0) === at[axis]) continue;
    if (isNode(node)) splices.push({ ...span(node), text: figure(at[axis]) });
    else splices.push(added(text, written, `${axis}: ${figure(at[axis])}`));
  }
  return splices;
}

/** A further key of a map that has some, written as its last one is. */
function added(text: string, map: YAMLMap, entry: string): Splice {
  const last = map.items.at(-1) as Pair<Node, Node | null>;
  const { to } = span(last.value ?? last.key);
  if (map.flow) return { from: to, to, text: `, ${entry}` };
  const keyFrom = last.key.range![0];
  const column = keyFrom - (text.lastIndexOf('\n', keyFrom - 1) + 1);
  const lineEnd = text.indexOf('\n', to);
  const end = lineEnd < 0 ? text.length : text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { from: end, to: end, text: `${newline}${' '.repeat(column)}${entry}` };
}

function pairOf(map: YAMLMap, key: string): Pair<Node, Node> | undefined {
  return map.items.find((item) => isScalar(item.key) && item.key.value === key) as
    Pair<Node, Node> | undefined;
}

function span(node: Pick<Node, 'range'>): { from: number; to: number } {
  const [from, to] = node.range!;
  return { from, to };
}

function writtenPlace({ x, z, rotationDeg }: Place): string {
  const turned = rotationDeg === 0 ? '' : `, rotationDeg: ${figure(rotationDeg)}`;
  return `x: ${figure(x)}, z: ${figure(z)}${turned}`;
}

function figure(value: number): string {
  return String(Object.is(value, -0) ? 0 : value);
}
