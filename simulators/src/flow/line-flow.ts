import type { Equipment, Line, PlantModel, Station } from '@linetwin/model';
import { Random } from '../physics/random.ts';
import { ConveyorUnit } from './conveyor-unit.ts';
import { CycleUnit } from './cycle-unit.ts';
import { EventQueue } from './event-queue.ts';
import type { LinePlan } from './line-plan.ts';
import type { FlowUnit } from './flow-unit.ts';
import { PART_TYPES, PartBuffer, type PartType } from './part-buffer.ts';
import { stationRule, worksOf, type StationRule } from './station-rules.ts';
import { SECTION_STAY_S, UpstreamSection } from './upstream-section.ts';
import { WeldCellUnit } from './weld-cell-unit.ts';

interface FlowStation {
  station: Station;
  rule: StationRule;
  equipment: Equipment[];
  units: FlowUnit[];
  /** Types that come out here. */
  types: PartType[];
  buffer?: PartBuffer;
}

/** Share of the takt's output that the line usually reaches: belts are loaded by it at the start. */
const USUAL_EFFECTIVENESS = 0.82;

/** Buffers that hold less than this are no stock, s of the takt. */
const STOCK_S = 3600;

/** The discrete-event flow of parts through one line: stations, buffers, blocking and starving. */
export class LineFlow {
  readonly line: Line;
  readonly queue = new EventQueue();
  /** Parts that entered the line, by type; a set joins one ring of each kind. */
  readonly entered = new Map<PartType, number>();
  /** Scrapped, by the type the part had then. */
  readonly scrapped = new Map<PartType, number>();
  private readonly stations: FlowStation[] = [];
  private readonly units = new Map<string, FlowUnit>();
  private readonly stationOf = new Map<string, FlowStation>();
  private readonly seed: number;
  private readonly section?: UpstreamSection;

  /**
   * @param plan orders of the line; left out there is always one
   */
  constructor(model: PlantModel, line: Line, seed: number, plan?: LinePlan) {
    this.line = line;
    this.seed = seed;
    for (const station of line.stations) {
      const rule = stationRule(station);
      if (!rule) continue;
      // A supply beside the flow whose parts another station takes out of the air is modelled with that station.
      if (!station.inFlow) continue;
      const equipment = model.equipment.filter((e) => station.equipment.includes(e.address));
      this.stations.push({ station, rule, equipment, units: [], types: [] });
    }
    for (const station of this.stations) this.addUnits(station);
    this.connect();
    this.section = this.findSection();
    if (plan) this.follow(plan);
    for (const unit of this.units.values()) unit.start();
  }

  /** What is before a furnace in which parts stay for hours; undefined where the line has none, or it is the first station. */
  get upstream(): UpstreamSection | undefined {
    return this.section;
  }

  private findSection(): UpstreamSection | undefined {
    const at = this.stations.findIndex(({ rule }) => (rule.residenceS ?? 0) >= SECTION_STAY_S);
    const furnace = this.stations[at]?.units[0];
    if (at < 1 || !(furnace instanceof ConveyorUnit)) return undefined;
    // Behind it parts wait wherever there is room for more than a few minutes of the line's takt.
    const stocks = this.stations
      .slice(at)
      .flatMap(({ buffer, types }) =>
        buffer && buffer.capacity * this.line.taktS > STOCK_S * types.length ? [buffer] : [],
      );
    return new UpstreamSection({
      queue: this.queue,
      units: this.stations.slice(0, at).flatMap(({ units }) => units),
      last: this.stations[at - 1].units,
      furnace,
      stocks,
      types: this.stations[at].types.length,
    });
  }

  unitOf(equipmentAddress: string): FlowUnit | undefined {
    return this.units.get(equipmentAddress);
  }

  get allUnits(): IterableIterator<FlowUnit> {
    return this.units.values();
  }

  /** Parts waiting behind a machine: its share of what waits behind its station. */
  waitingBehind(equipmentAddress: string): (() => number) | undefined {
    const station = this.stationOf.get(equipmentAddress);
    if (!station?.buffer) return undefined;
    const { buffer, equipment } = station;
    const position = equipment.findIndex((e) => e.address === equipmentAddress);
    const n = equipment.length;
    return () => Math.floor((buffer.total + n - 1 - position) / n);
  }

  /** Parts of a type anywhere between the first and the last station. */
  inLine(type: PartType): number {
    let sum = 0;
    for (const station of this.stations) {
      sum += station.buffer?.count(type) ?? 0;
      for (const unit of station.units) sum += unit.partsInside().get(type) ?? 0;
    }
    return sum;
  }

  /** Good parts of the last station. */
  get shipped(): number {
    return this.stations.at(-1)?.units.reduce((sum, unit) => sum + unit.good, 0) ?? 0;
  }

  /** Machines that people tend work while there is an order; belts take what comes. */
  private follow(plan: LinePlan): void {
    for (const unit of this.units.values())
      if (unit instanceof CycleUnit) unit.hasOrder = () => plan.isOpen(this.queue.now, this.shipped);
    for (const { startS } of plan.shifts)
      this.queue.at(startS, () => {
        for (const unit of this.units.values()) unit.wake();
      });
  }

  private addUnits(flowStation: FlowStation): void {
    const { rule, equipment } = flowStation;
    for (const place of equipment) {
      const random = new Random(this.seed, `flow ${place.address}`);
      const cycleS = place.cycleS ?? this.line.taktS;
      let unit: FlowUnit;
      if (rule.how === 'conveyor') {
        // A belt takes parts a little faster than the line's pace.
        const spacingS = this.intervalS(rule.works) * equipment.length * 0.85;
        unit = new ConveyorUnit(place.address, rule.residenceS!, spacingS, rule.habits, this.queue, random);
        (unit as ConveyorUnit).takes = worksOf(place, rule);
      } else if (rule.how === 'cell') {
        const cell = new WeldCellUnit(place.address, 1, rule.habits, this.queue, random);
        const totalS = Object.values(cell.phasesS).reduce((sum, s) => sum + s, 0);
        unit = new WeldCellUnit(place.address, totalS, rule.habits, this.queue, random);
        (unit as WeldCellUnit).recipe = { takes: worksOf(place, rule), how: 'each' };
      } else {
        const cycle = new CycleUnit(place.address, cycleS, rule.habits, this.queue, random);
        cycle.recipe = {
          takes: rule.how === 'source' ? [] : worksOf(place, rule),
          how: rule.how === 'join' ? 'all' : 'each',
          gives: rule.gives,
          make: rule.how === 'source' ? this.maker(rule.works) : undefined,
        };
        unit = cycle;
      }
      unit.onPart = (type, isGood) => {
        if (!isGood) this.scrapped.set(type, (this.scrapped.get(type) ?? 0) + 1);
      };
      flowStation.units.push(unit);
      this.units.set(place.address, unit);
      this.stationOf.set(place.address, flowStation);
    }
  }

  /** Makes what the line has fewer of, scrap counted out, so that good rings pair. */
  private maker(types: readonly PartType[]): () => PartType {
    return () => {
      let best = types[0];
      let fewest = Infinity;
      for (const type of types) {
        const good = (this.entered.get(type) ?? 0) - (this.scrapped.get(type) ?? 0);
        if (good < fewest) {
          fewest = good;
          best = type;
        }
      }
      this.entered.set(best, (this.entered.get(best) ?? 0) + 1);
      return best;
    };
  }

  /** Mean time between parts at the pace of the line: rings come twice per set. */
  private intervalS(types: readonly PartType[]): number {
    return this.line.taktS / types.filter((type) => type !== 'balls' && type !== 'cages').length;
  }

  private connect(): void {
    // What comes out of a station: what it makes, or what comes in; in the order of the file.
    for (const producer of this.stations) {
      const { rule } = producer;
      if (rule.gives) producer.types = [rule.gives];
      else {
        const works = new Set(producer.equipment.flatMap((e) => [...worksOf(e, rule)]));
        producer.types = PART_TYPES.filter((type) => works.has(type));
      }
    }
    for (const producer of this.stations) {
      const consumers = new Map<FlowStation, Set<PartType>>();
      for (const type of producer.types) {
        for (const consumer of this.consumersOf(producer.station, type, new Set())) {
          const types = consumers.get(consumer) ?? new Set();
          consumers.set(consumer, types.add(type));
        }
      }
      if (consumers.size === 0) continue;
      const buffer = new PartBuffer(producer.station.bufferAfter, producer.types);
      producer.buffer = buffer;
      for (const unit of producer.units) unit.output = buffer;
      for (const [consumer, types] of consumers)
        for (const unit of consumer.units) unit.inputs.push({ buffer, types });
      this.fillAtStart(producer, buffer);
    }
  }

  /** The line has been running before: buffers half full, belts loaded. */
  private fillAtStart(producer: FlowStation, buffer: PartBuffer): void {
    const { stockShare = 0.4 } = producer.rule;
    const each = Math.max(1, Math.floor((buffer.capacity * stockShare) / producer.types.length));
    for (const type of producer.types) {
      buffer.fill(type, each);
      this.entered.set(type, (this.entered.get(type) ?? 0) + each);
    }
    for (const unit of producer.units) {
      if (!(unit instanceof ConveyorUnit)) continue;
      unit.fill(unit.takes, (this.intervalS(unit.takes) * producer.units.length) / USUAL_EFFECTIVENESS);
      for (const [type, count] of unit.partsInside())
        this.entered.set(type, (this.entered.get(type) ?? 0) + count);
    }
  }

  /** Stations that take a type next; one that does not work on it is passed by. */
  private consumersOf(from: Station, type: PartType, seen: Set<string>): FlowStation[] {
    const found: FlowStation[] = [];
    for (const id of from.feeds) {
      if (seen.has(id)) continue;
      seen.add(id);
      const target = this.stations.find((s) => s.station.id === id);
      const station = this.line.stations.find((s) => s.id === id);
      if (target?.equipment.some((e) => worksOf(e, target.rule).includes(type))) found.push(target);
      else if (station) found.push(...this.consumersOf(station, type, seen));
    }
    return found;
  }
}
