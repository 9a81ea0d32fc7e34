import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@linetwin/testing';
import { pino } from 'pino';
import { InMemoryLeaseStore } from './in-memory-lease-store.ts';
import { LeasedOwner } from './leased-owner.ts';
import type { LineKeeper } from './line-keeper.ts';
import { OwnedLines } from './owned-lines.port.ts';

const TIMES = { beatMs: 10, ttlMs: 100 };
const LINES = ['one', 'two', 'three', 'four'];

/** Notes what it is told, and can be made to fail or to take its time. */
class TestKeeper implements LineKeeper {
  readonly told: string[] = [];
  readonly lines = new Set<string>();
  failing = false;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async takeLine(line: string): Promise<void> {
    this.told.push(`take ${line}`);
    if (this.failing) throw new Error('cannot');
    this.lines.add(line);
  }

  async dropLine(line: string): Promise<void> {
    this.told.push(`drop ${line}`);
    this.lines.delete(line);
  }
}

/** What a machine keeps while its server is dead. */
class Machine extends OwnedLines {
  lines: readonly string[] = [];
  read = async () => [...this.lines];
  write = async (lines: readonly string[]) => {
    this.lines = lines;
  };
}

let leases: InMemoryLeaseStore;
let owners: { owner: LeasedOwner; keeper: TestKeeper }[];
beforeEach(() => {
  leases = new InMemoryLeaseStore();
  owners = [];
});
afterEach(async () => {
  leases.away = false;
  for (const { owner } of owners) await owner.stop();
});

async function start(id: string, store = leases, lastOwned = new Machine()) {
  const keeper = new TestKeeper('keeper');
  const owner = new LeasedOwner({
    lines: LINES,
    keepers: [keeper],
    leases: store,
    lastOwned,
    note: () => ({ id, host: 'h', roles: ['ingest'], version: '1', startedAt: 0, lines: [] }),
    logger: pino({ level: 'silent' }),
    times: TIMES,
  });
  owners.push({ owner, keeper });
  await owner.start();
  return { owner, keeper };
}
const owns = (owner: LeasedOwner, count: number) =>
  eventually(
    `${count} lines`,
    async () => owner.owned(),
    (lines) => lines.length === count,
  );

describe('owner by leases', () => {
  test('takes all lines when it is alone', async () => {
    const { owner, keeper } = await start('a');
    expect(await owns(owner, 4)).toEqual(LINES);
    expect([...keeper.lines].sort()).toEqual([...LINES].sort());
  });

  test('shares lines evenly, also with one that comes later, and no line has two owners', async () => {
    const first = await start('a');
    await owns(first.owner, 4);
    const second = await start('b');
    await owns(second.owner, 2);
    expect([...first.owner.owned(), ...second.owner.owned()].sort()).toEqual([...LINES].sort());
    expect([...first.keeper.lines, ...second.keeper.lines].sort()).toEqual([...LINES].sort());
  });

  test('takes over the lines of one that died', async () => {
    // A process that is gone without a word: its leases and its note run out.
    for (const line of LINES.slice(0, 2)) await leases.take(line, 'dead', TIMES.ttlMs);
    const note = {
      id: 'dead',
      host: 'h',
      roles: ['ingest'],
      version: '1',
      startedAt: 0,
      lines: LINES.slice(0, 2),
    };
    await leases.announce(note, TIMES.ttlMs);
    const { owner } = await start('b');
    await owns(owner, 2);
    await owns(owner, 4);
  });

  test('leaves its lines when it stops, keepers before leases', async () => {
    const { owner, keeper } = await start('a');
    await owns(owner, 4);
    const second = await start('b');
    await owner.stop();
    expect(keeper.lines.size).toBe(0);
    await owns(second.owner, 4);
  });

  test('goes on with the lines that it had when it is started while the leases cannot be asked, and only those', async () => {
    const machine = new Machine();
    machine.lines = ['two', 'of an older plant'];
    leases.away = true;
    const { owner } = await start('a', leases, machine);
    expect(await owns(owner, 1)).toEqual(['two']);
    leases.away = false;
    await owns(owner, 4);
    expect(machine.lines).toEqual(LINES);
  });

  test('gives up a line that it took without being asked, when another has its session at the broker', async () => {
    const machine = new Machine();
    machine.lines = ['two'];
    leases.away = true;
    const { owner, keeper } = await start('a', leases, machine);
    await owns(owner, 1);
    owner.lostSession('two');
    await owns(owner, 0);
    expect(keeper.lines.size).toBe(0);
  });

  test('remembers its lines over a stop', async () => {
    const machine = new Machine();
    const { owner } = await start('a', leases, machine);
    await owns(owner, 4);
    await owner.stop();
    expect(machine.lines).toEqual(LINES);
  });

  test('goes on while the leases cannot be asked', async () => {
    const { owner } = await start('a');
    await owns(owner, 4);
    leases.away = true;
    await eventually('a problem', async () => owner.problem, Boolean);
    expect(owner.owned()).toHaveLength(4);
    leases.away = false;
    await eventually(
      'no problem',
      async () => owner.problem,
      (problem) => problem === undefined,
    );
    expect(owner.owned()).toHaveLength(4);
  });

  test('gives a line up whose session it lost while the leases are away, and only then', async () => {
    const { owner, keeper } = await start('a');
    await owns(owner, 4);
    owner.lostSession('one');
    expect(owner.owns('one')).toBe(true);
    leases.away = true;
    await eventually(
      'the lease ran out',
      async () => {
        owner.lostSession('one');
        return owner.owned();
      },
      (lines) => lines.length === 3,
    );
    await eventually(
      'dropped',
      async () => keeper.told,
      (told) => told.includes('drop one'),
    );
  });

  test('drops a line that another holds, as after it was frozen', async () => {
    const { owner, keeper } = await start('a');
    await owns(owner, 4);
    await leases.release('one', 'a');
    await leases.take('one', 'another', 60_000);
    await owns(owner, 3);
    await eventually(
      'dropped',
      async () => keeper.lines.has('one'),
      (has) => !has,
    );
  });

  test('tries a line again that could not be taken up, and frees it meanwhile', async () => {
    const keeper = new TestKeeper('failing');
    keeper.failing = true;
    const owner = new LeasedOwner({
      lines: ['one'],
      keepers: [keeper],
      leases,
      lastOwned: new Machine(),
      note: () => ({ id: 'a', host: 'h', roles: ['ingest'], version: '1', startedAt: 0, lines: [] }),
      logger: pino({ level: 'silent' }),
      times: TIMES,
    });
    owners.push({ owner, keeper });
    await owner.start();
    await eventually(
      'two tries',
      async () => keeper.told,
      ({ length }) => length >= 2,
    );
    expect(owner.owned()).toEqual([]);
    keeper.failing = false;
    await owns(owner, 1);
  });
});
