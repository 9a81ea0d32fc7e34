import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { Inbox, temporaryFolder } from '@linetwin/testing';
import { pino } from 'pino';
import { BackupDoor, type BackupNote } from './backup-door.ts';
import { DOOR_FILE, type HeldStore } from './door-protocol.ts';
import { RunningServer } from './running-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let held: Set<HeldStore>;
let notes: Inbox<BackupNote>;
let door: BackupDoor;

beforeEach(async () => {
  folder = await temporaryFolder();
  await open();
});
afterEach(async () => {
  await door.stop();
  await folder.remove();
});

async function open(holdMs = { history: 10_000, records: 10_000 }): Promise<void> {
  held = new Set();
  notes = new Inbox();
  door = new BackupDoor(
    folder.path,
    {
      elsewhere: ['records'],
      hold: async (store) => {
        held.add(store);
        return () => void held.delete(store);
      },
      record: async (note) => notes.push(note),
    },
    pino({ level: 'silent' }),
    holdMs,
  );
  await door.start();
}

async function visitor(): Promise<RunningServer> {
  const { server, secret } = await RunningServer.connect(folder.path);
  expect(await server.begin(secret, 'li', '/mnt/backup')).toEqual(['records']);
  return server;
}

describe('the door for backups', () => {
  test('can be found by the owner of the data folder only', async () => {
    const { mode } = await stat(join(folder.path, DOOR_FILE));
    expect(mode & 0o777).toBe(0o600);
    await door.stop();
    await expect(stat(join(folder.path, DOOR_FILE))).rejects.toThrow('ENOENT');
  });

  test('keeps a store still for as long as it is asked to, and puts the backup on record', async () => {
    const server = await visitor();
    expect(await server.holding('history', async () => [...held])).toEqual(['history']);
    expect([...held]).toEqual([]);
    await server.done(12, 3400);
    server.close();
    expect(notes.items).toEqual([
      { by: 'li', out: '/mnt/backup', outcome: 'done', detail: '12 files, 3400 bytes' },
    ]);
  });

  test('lets the stores go on when whoever copied is gone, and records that nothing came of it', async () => {
    const server = await visitor();
    await server.holding('history', async () => server.close()).catch(() => undefined);
    expect(await notes.first('a note')).toMatchObject({ outcome: 'failed', detail: 'it was broken off' });
    expect([...held]).toEqual([]);
    await visitor();
  });

  test('holds nothing for ever, and says that the copy is worth nothing then', async () => {
    await door.stop();
    await open({ history: 20, records: 20 });
    const server = await visitor();
    const released = new Promise((resolve) => setTimeout(resolve, 200));
    await expect(server.holding('history', () => released)).rejects.toThrow(
      'history could not be kept still for so long (0.02 s)',
    );
  });

  test('is for one at a time', async () => {
    await visitor();
    await expect(visitor()).rejects.toThrow('another backup is being made, into /mnt/backup');
  });

  test('stays shut for who does not know the secret, or speaks something else', async () => {
    const { port } = JSON.parse(await readFile(join(folder.path, DOOR_FILE), 'utf8')) as { port: number };
    const say = async (line: string) => {
      const socket = createConnection({ host: '127.0.0.1', port });
      let said = '';
      socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
      socket.on('error', () => undefined);
      socket.write(line);
      await once(socket, 'close');
      return said;
    };
    const secret = 'x'.repeat(43);
    expect(await say(`${JSON.stringify({ ask: 'begin', secret, by: 'li', out: '/mnt' })}\n`)).toContain(
      'the secret is wrong',
    );
    expect(await say('{"ask":"hold","store":"records"}\n')).toContain('begins with');
    expect(await say('POST / HTTP/1.1\r\nHost: x\r\n\r\n')).toContain('nothing that can be asked');
    expect(await say('x'.repeat(20_000))).toBe('');
    expect([...held]).toEqual([]);
  });

  test('is missing in a sentence that says what to do', async () => {
    await door.stop();
    await expect(RunningServer.connect(folder.path)).rejects.toThrow(/cannot be asked .*try again/);
    await writeFile(join(folder.path, DOOR_FILE), JSON.stringify({ port: 1, secret: 'x'.repeat(43) }));
    await expect(RunningServer.connect(folder.path)).rejects.toThrow(/cannot be asked/);
  });
});
