import { afterEach, describe, expect, test } from '@jest/globals';
import type { Gap } from '@linetwin/contracts';
import { eventually, TEST_PRESS } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const LINE = 'test/shop/line-1';
const TIMEOUT_MS = 90_000;

let server: TestServer;
let machine: Machine;
afterEach(async () => {
  await machine.close();
  await server.remove();
});

/** Tells all that is expected of the machine every period. */
const speak = (time?: number) =>
  machine.tell(TEST_PRESS, { state: 'Execute', power: 5, energy: 1 }, time === undefined ? {} : { time });
const gapsThat = (what: string, fits: (gaps: Gap[]) => boolean) =>
  eventually(what, () => server.get<Gap[]>('gaps?line=line-1'), fits, 30_000);

describe('the register of gaps of a running server', () => {
  test(
    'has the silence of a line, keeps it over a kill, and says what late values filled',
    async () => {
      server = await TestServer.start();
      machine = await Machine.connect(server.mqtt);
      const last = Date.now();
      const client = new LiveClient(server.http);
      await client.subscribe();
      await speak(last);
      const { gap: open } = await client.record('gap');
      client.close();
      expect(await server.get<Gap[]>('gaps')).toEqual([open]);
      expect(open).toEqual({
        line: 'line-1',
        scope: LINE,
        level: 'line',
        cause: 'line-silent',
        from: last,
        to: null,
        missingMs: null,
      });
      await server.kill();

      server = await TestServer.start({ folder: server.folder });
      machine = await Machine.connect(server.mqtt);
      const back = Date.now();
      await speak(back);
      await gapsThat('the gap to be over', ([gap]) => gap?.to === back);
      expect((await server.get<Gap[]>('gaps?open=true')).map(({ scope }) => scope)).not.toContain(LINE);
      for (let time = last + 1000; time < back; time += 1000) await speak(time);
      const filled = await gapsThat('the gap to be filled', ([gap]) => gap?.missingMs === 0);
      expect(filled.filter(({ scope }) => scope === LINE)).toEqual([{ ...open, to: back, missingMs: 0 }]);
    },
    TIMEOUT_MS,
  );

  test(
    'answers what it cannot be asked',
    async () => {
      server = await TestServer.start();
      machine = await Machine.connect(server.mqtt);
      await expect(server.get('gaps?line=line-9')).rejects.toThrow('404');
      await expect(server.get('gaps?limit=5000')).rejects.toThrow('400');
      await expect(server.get('gaps?open=perhaps')).rejects.toThrow('400');
    },
    TIMEOUT_MS,
  );
});
