import { MeterTree } from '@linetwin/model';
import type { Logger } from 'pino';
import { LedgerKeeper } from '../spool/ledger-keeper.ts';
import type { Outbox } from '../spool/outbox.port.ts';
import type { Twin } from '../twin/twin.ts';
import { newestOfEach, type EnergyStore, type StoredInterval } from './energy-store.port.ts';
import { LineBooks, type OrderOf } from './line-books.ts';

/** A kill loses no energy, only how less than a minute of it was used. */
const KEEP_EVERY_S = 60;

/**
 * The energy of the lines that this process owns, from the twin to the ledger. Registers go on while a ledger cannot be read, so that no energy
 * is lost by waiting.
 */
export class EnergyKeeper extends LedgerKeeper<LineBooks, StoredInterval[]> {
  constructor(parts: {
    twin: Twin;
    store: EnergyStore;
    outbox: Outbox;
    logger: Logger;
    orderOf?: OrderOf;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    const { twin, store, orderOf = () => ({ product: '', lot: '' }) } = parts;
    const { index } = twin;
    const tree = new MeterTree(index.model.energy.meters);
    super(
      {
        kind: 'energy-intervals',
        name: 'energy',
        keepEveryS: KEEP_EVERY_S,
        open: async (line) => {
          const kept = await store.books(line);
          return new LineBooks({ line, index, tree, twin, orderOf, kept });
        },
        update: (books, _line, now) => books.update(now),
        takeChanged: (books) => books.takeChanged(),
        newest: (all) => {
          const words = newestOfEach(all.flat());
          return words.length > 0 ? words : undefined;
        },
        keep: (all) => store.keep(all.flat()),
      },
      parts,
    );
  }
}
