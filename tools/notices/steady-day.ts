import type { ModelIndex } from '@linetwin/model';
import { pino } from 'pino';
import { EventBus } from '../../server/src/events.ts';
import { InMemoryNoticeStore } from '../../server/src/notices/in-memory-notice-store.ts';
import type { IncidentNews } from '../../server/src/notices/notice.ts';
import { NoticeDispatcher } from '../../server/src/notices/notice-dispatcher.ts';
import { NoticeKeeper } from '../../server/src/notices/notice-keeper.ts';
import { NoticePlanner } from '../../server/src/notices/notice-planner.ts';
import { InMemoryOutbox } from '../../server/src/spool/in-memory-outbox.ts';
import { VirtualPlant } from '../diagnosis/virtual-plant.ts';
import { ONE_OPERATOR } from './one-operator.ts';

export interface SteadyDay {
  line: string;
  seed: number;
  /** Messages that reached the operator. */
  messages: number;
  /** First lines of the commonest ones, with how often. */
  commonest: [string, number][];
}

/** Virtual seconds between two looks of the dispatcher. */
const DISPATCH_EVERY_S = 5;

/**
 * A line without any fault put in, with the stops and failures that an ordinary one has, for some hours of virtual time, and one
 * operator who is told everything and acknowledges nothing.
 */
export async function steadyDay(
  index: ModelIndex,
  line: string,
  seed: number,
  hours: number,
): Promise<SteadyDay> {
  const plant = new VirtualPlant(index, line, seed, []);
  const now = () => plant.nowMs;
  const logger = pino({ level: 'silent' });
  const store = new InMemoryNoticeStore();
  const outbox = new InMemoryOutbox();
  await outbox.start();
  await store.saveSetup({ setup: ONE_OPERATOR, linkKey: 'key', changedAt: 0, changedBy: 'bench' });
  const planner = new NoticePlanner({
    store,
    index,
    evidenceOf: async () => null,
    tell: async () => undefined,
  });
  const events = new EventBus((_owner, _event, error) => {
    throw error;
  });
  const keeper = new NoticeKeeper({ planner, events, outbox, logger, now });
  const titles = new Map<string, number>();
  let messages = 0;
  const dispatcher = new NoticeDispatcher({
    store,
    create: () => ({
      send: async ({ title }) => {
        messages++;
        titles.set(title, (titles.get(title) ?? 0) + 1);
      },
    }),
    render: async () => new Uint8Array(),
    reportOf: async () => undefined,
    now,
    logger,
  });
  keeper.start();
  while (plant.nowS < hours * 3600) {
    const { incidents } = plant.step();
    for (const incident of incidents) await keeper.hear(incident as IncidentNews);
    if (incidents.length > 0) await keeper.settled();
    if (plant.nowS % DISPATCH_EVERY_S > 0) continue;
    await planner.escalateDue(now());
    await dispatcher.dispatch();
  }
  await keeper.stop();
  const commonest = [...titles].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return { line, seed, messages, commonest };
}
