import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Finding } from '@linetwin/contracts';
import { Inbox } from '@linetwin/testing';
import { EventBus } from '../../events.ts';
import { InMemoryJobQueue } from '../../jobs/in-memory-job-queue.ts';
import { FindingsService } from './findings.service.ts';
import { InMemoryFindingStore } from './in-memory-finding-store.ts';

const finding = (id: string, rest: Partial<Finding> = {}) =>
  ({ id, status: 'open', lastSeenAt: 1, ...rest }) as Finding;

/** A store that is as far away as the test says. */
class Store extends InMemoryFindingStore {
  away = false;
  reads = 0;
  findings: Finding[] = [];
  answerWhen: Promise<void> = Promise.resolve();

  override async open(): Promise<Finding[]> {
    this.reads++;
    const found = [...this.findings];
    await this.answerWhen;
    if (this.away) throw new Error('ECONNREFUSED');
    return found;
  }
}

let store: Store;
let events: EventBus;
let told: Inbox<Finding>;
let problems: string[];
let service: FindingsService;
beforeEach(() => {
  store = new Store();
  events = new EventBus(() => undefined);
  told = new Inbox();
  problems = [];
  service = new FindingsService({
    store,
    jobs: new InMemoryJobQueue(),
    events,
    onProblem: (what) => problems.push(what),
    retryMs: 5,
  });
  service.start();
  events.on('FindingChanged', 'test', told.push, 'anywhere');
});

const standing = async () => (await service.standing()).map(({ id }) => id);

describe('findings for those who connect', () => {
  test('are the open ones, newest first', async () => {
    store.findings = [finding('old'), finding('new', { lastSeenAt: 2 })];
    expect(await standing()).toEqual(['new', 'old']);
    service.stop();
  });

  test('are read once for many at a time', async () => {
    store.findings = [finding('a')];
    const all = await Promise.all(Array.from({ length: 1000 }, standing));
    expect([store.reads, new Set(all.flat())]).toEqual([1, new Set(['a'])]);
    service.stop();
  });

  test('are not older than what was told while they were read', async () => {
    let answer: () => void = () => undefined;
    store.answerWhen = new Promise((resolve) => (answer = resolve));
    store.findings = [finding('closed meanwhile')];
    const asked = standing();
    events.emit('FindingChanged', finding('closed meanwhile', { status: 'closed' }));
    events.emit('FindingChanged', finding('found meanwhile'));
    answer();
    expect(await asked).toEqual(['found meanwhile']);
    service.stop();
  });

  test('are those last known while the data base is away, and the rest is told when it is back', async () => {
    store.findings = [finding('a'), finding('b')];
    await standing();
    store.away = true;
    store.findings = [finding('a'), finding('c')];
    expect(await standing()).toEqual(['a', 'b']);
    await Promise.all([standing(), standing()]);
    expect(problems).toHaveLength(1);
    store.away = false;
    await told.until('both changes', ({ length }) => length >= 2);
    expect(told.items.map(({ id, status }) => [id, status])).toEqual([
      ['c', 'open'],
      ['b', 'closed'],
    ]);
    expect(await standing()).toEqual(['a', 'c']);
    service.stop();
  });
});
