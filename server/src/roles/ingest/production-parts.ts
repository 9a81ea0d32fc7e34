import type { CommandMessage } from '@linetwin/contracts';
import { CommandDesk } from '../../commands/command-desk.ts';
import { SqlCommandStore } from '../../commands/sql-command-store.ts';
import { DemandBoard } from '../../energy/demand-board.ts';
import { restOf } from '../../energy/known-ahead.ts';
import { EnergyKeeper } from '../../energy/energy-keeper.ts';
import { EnergyTables } from '../../energy/energy-tables.ts';
import { SqlDemandNotes } from '../../energy/sql-demand-notes.ts';
import { SqlEnergyStore } from '../../energy/sql-energy-store.ts';
import type { GapKeeper } from '../../gaps/gap-keeper.ts';
import { FileBookStore } from '../../kpi/file-book-store.ts';
import { KpiKeeper } from '../../kpi/kpi-keeper.ts';
import { SqlBookStore } from '../../kpi/sql-book-store.ts';
import { AppliedPlans } from '../../planner/applied-plans.ts';
import { SectionHolds } from '../../planner/section-holds.ts';
import { seenStocks } from '../../planner/seen-stocks.ts';
import { ShiftPlans } from '../../planner/shift-plans.ts';
import { SqlPlanStore } from '../../planner/sql-plan-store.ts';
import { FirstAlarms } from '../../production/first-alarms.ts';
import { OrdersService } from '../../production/orders.service.ts';
import { ProductionKeeper } from '../../production/production-keeper.ts';
import { ShiftEnds } from '../../production/report/shift-ends.ts';
import { RunningOrders } from '../../production/running-orders.ts';
import { SqlOrderStore } from '../../production/sql-order-store.ts';
import { SqlProductionStore } from '../../production/sql-production-store.ts';
import { linesWith } from '../../savings/measures-of-line.ts';
import { RuleKeeper } from '../../savings/rule-keeper.ts';
import { readDemandShare } from '../../savings/set-limits.ts';
import { SqlSavingStore } from '../../savings/sql-saving-store.ts';
import type { PlantParts } from '../plant-parts.ts';

/** What books output, stops and energy, plans the shifts, and carries out what saves energy. */
export interface ProductionParts {
  kpis: KpiKeeper;
  orders: RunningOrders;
  firstAlarms: FirstAlarms;
  production: ProductionKeeper;
  shiftEnds: ShiftEnds;
  shiftPlans: ShiftPlans;
  energy: EnergyKeeper;
  commands: CommandDesk;
  /** Demand of the site: of lines of this process as they are, of others as their owners tell. */
  demand: DemandBoard;
  /** Rules that save energy. */
  savingRules: RuleKeeper;
  /** Applied plans as machines follow them. */
  sectionHolds: SectionHolds;
}

/**
 * @param clustered whether lines may go to other processes, so that shift books must be where those find them
 * @param needs.send gives a command to a machine
 */
export function createProductionParts(
  plant: PlantParts,
  clustered: boolean,
  needs: { gaps: GapKeeper; send: (equipment: string, message: CommandMessage) => void },
): ProductionParts {
  const { logger, index, events, twin, outbox, records, jobs, folder } = plant;
  const orders = new RunningOrders({ store: new SqlOrderStore(records), index, logger });
  const firstAlarms = new FirstAlarms(events);
  const commands = new CommandDesk({
    index,
    store: new SqlCommandStore(records),
    events,
    send: needs.send,
    logger,
  });
  const savings = new SqlSavingStore(records);
  const demand = new DemandBoard({
    twin,
    store: new SqlEnergyStore(records),
    tables: new EnergyTables(index.model),
    notes: new SqlDemandNotes(records),
    warnShare: () => readDemandShare(savings, linesWith(index, 'demand-peak')),
    logger,
    known: {
      orderOf: (line) => savingRules.orderOf(line),
      orderOfMachine: (line, machine) => plans.orderOfMachine(line, machine, Date.now()),
      restOf: (machine) => restOf(commands.list(), machine),
    },
  });
  const plans = new AppliedPlans({ store: new SqlPlanStore(records), logger });
  const orderBook = new OrdersService({
    index,
    orders: new SqlOrderStore(records),
    production: new SqlProductionStore(records),
  });
  const savingRules: RuleKeeper = new RuleKeeper({
    twin,
    events,
    commands,
    store: savings,
    plans,
    demand,
    logger,
  });
  return {
    orders,
    firstAlarms,
    commands,
    demand,
    savingRules,
    sectionHolds: new SectionHolds({
      index,
      events,
      commands,
      plans,
      modes: () => savings.modes(),
      openOrders: (line) => orderBook.list({ line, open: 'true', limit: 500 }),
      seenStocks: (lines, now) => seenStocks(twin, lines, now),
      logger,
    }),
    kpis: new KpiKeeper({
      twin,
      events,
      books: clustered ? new SqlBookStore(records) : new FileBookStore(folder('shift-books.json')),
      gapsOf: (line, since, now) => needs.gaps.touching(line, since, now),
      logger,
    }),
    production: new ProductionKeeper({
      twin,
      store: new SqlProductionStore(records),
      outbox,
      logger,
      orderOf: (line) => orders.of(line),
      firstAlarmOf: (machine, from, to) => firstAlarms.of(machine, from, to),
    }),
    shiftEnds: new ShiftEnds({ index, jobs, logger }),
    shiftPlans: new ShiftPlans({
      index,
      jobs,
      logger,
      seenStocks: (lines) => seenStocks(twin, lines, Date.now()),
    }),
    energy: new EnergyKeeper({
      twin,
      store: new SqlEnergyStore(records),
      outbox,
      logger,
      orderOf: (line) => {
        const { product, order } = orders.of(line);
        return { product, lot: order };
      },
    }),
  };
}
