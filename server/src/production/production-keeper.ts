import type { Logger } from 'pino';
import { LedgerKeeper } from '../spool/ledger-keeper.ts';
import type { Outbox } from '../spool/outbox.port.ts';
import type { Twin } from '../twin/twin.ts';
import { LineProduction, type FirstAlarmOf, type RunningOrder } from './line-production.ts';
import { newestWords, type ProductionStore, type ProductionWords } from './production-store.port.ts';

/** A kill makes no more time than this unknown, and no item is lost by it. */
const KEEP_EVERY_S = 15;

/**
 * The production of the lines that this process owns, from the twin to the ledger. What machines did while a ledger could not be read is
 * unknown, what they made is not.
 */
export class ProductionKeeper extends LedgerKeeper<LineProduction, ProductionWords> {
  constructor(parts: {
    twin: Twin;
    store: ProductionStore;
    outbox: Outbox;
    logger: Logger;
    orderOf: (line: string) => RunningOrder;
    firstAlarmOf: FirstAlarmOf;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    const { twin, store, orderOf, firstAlarmOf } = parts;
    const { index } = twin;
    super(
      {
        kind: 'production',
        name: 'production',
        keepEveryS: KEEP_EVERY_S,
        open: async (id) => {
          const kept = await store.books(id);
          return new LineProduction({ line: index.line(id)!, index, twin, kept });
        },
        update: (line, id, now) => line.update(now, orderOf(id), firstAlarmOf),
        takeChanged: (line) => line.takeChanged(),
        newest: (all) => {
          const words = newestWords(joined(all));
          return words.intervals.length + words.stops.length > 0 ? words : undefined;
        },
        keep: (all) => store.keep(joined(all)),
      },
      parts,
    );
  }
}

function joined(all: readonly ProductionWords[]): ProductionWords {
  return {
    intervals: all.flatMap(({ intervals }) => intervals),
    stops: all.flatMap(({ stops }) => stops),
  };
}
