import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { TEST_PLANT_TEXTS, temporaryFolder, writePlant } from '@linetwin/testing';
import { StartRefused, TestServer } from './test-server.ts';

const TIMEOUT_MS = 60_000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writePlant(join(folder.path, 'plant'), TEST_PLANT_TEXTS);
});
afterAll(() => folder.remove());

/** What a start with these settings says on standard error; fails when the server runs. */
async function refusal(environment: Record<string, string>): Promise<StartRefused> {
  const refused = await TestServer.start({ folder: folder.path, environment }).then(
    (server) => server.remove().then(() => undefined),
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(StartRefused);
  return refused as StartRefused;
}

function expectOneSentence(refused: StartRefused, sentence: RegExp): void {
  expect(refused.exitCode).toBe(1);
  expect(refused.said.trim().split('\n')).toEqual([expect.stringMatching(sentence)]);
}

describe('the server is not started, and says in one sentence why,', () => {
  test(
    'when another one uses the data folder, which goes on',
    async () => {
      const first = await TestServer.start();
      const second = await refusal({ LINETWIN_DATA: join(first.folder, 'data') });
      expectOneSentence(
        second,
        new RegExp(
          `^The data folder .* is in use by another Linetwin server \\(process ${first.pid}\\); .*\\.$`,
        ),
      );
      expect(await first.get('health')).toMatchObject({ status: 'ok' });
      expect(await first.stop()).toBe(0);
    },
    TIMEOUT_MS,
  );

  describe('when a port is in use:', () => {
    let taken: Server;
    let port: number;
    beforeAll(async () => {
      taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      ({ port } = taken.address() as { port: number });
    });
    afterAll(() => new Promise((resolve) => taken.close(resolve)));

    test.each([
      ['LINETWIN_PORT', /^Port \d+ on 127\.0\.0\.1 is in use, .*LINETWIN_PORT.*\.$/],
      ['MQTT_PORT', /^Port \d+ on 127\.0\.0\.1 is in use, .*MQTT_PORT.*\.$/],
    ])(
      '%s',
      async (name, sentence) => {
        expectOneSentence(await refusal({ [name]: String(port) }), sentence);
        // It has let go of the folder again.
        expect(await readdir(join(folder.path, 'data'))).not.toContain('server.lock');
      },
      TIMEOUT_MS,
    );
  });

  test(
    'when the data folder is a file',
    async () => {
      const path = join(folder.path, 'a-file');
      await writeFile(path, '');
      expectOneSentence(await refusal({ LINETWIN_DATA: path }), /^The data folder .* cannot be used: .*\.$/);
    },
    TIMEOUT_MS,
  );

  test(
    'when the data folder is read-only',
    async () => {
      // Root may write everywhere but where the kernel keeps its own files.
      const path = process.getuid?.() === 0 ? '/sys' : join(folder.path, 'read-only');
      await mkdir(path, { mode: 0o500, recursive: true });
      expectOneSentence(
        await refusal({ LINETWIN_DATA: path }),
        /^The data folder .* cannot be written to; .*\.$/,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'when there is no plant folder, or no plant in it',
    async () => {
      const none = await refusal({ LINETWIN_PLANT: join(folder.path, 'nowhere') });
      expectOneSentence(none, /^The plant folder .*nowhere cannot be read: .*$/);
      await mkdir(join(folder.path, 'empty'));
      const empty = await refusal({ LINETWIN_PLANT: join(folder.path, 'empty') });
      expectOneSentence(empty, /^The plant folder .*empty holds no \.yaml file\.$/);
    },
    TIMEOUT_MS,
  );
});

describe('the server is not started, and lists all that is wrong,', () => {
  test(
    'when plant files have mistakes, with file, line and field',
    async () => {
      const plant = join(folder.path, 'wrong-plant');
      await writePlant(
        plant,
        TEST_PLANT_TEXTS.map(({ file, text }) => ({
          file,
          text: text
            .replace('timeZone: Asia/Shanghai', 'timeZone: Asia/Atlantis')
            .replace(
              'kind: test-press\n    equipment: [{ id: P9',
              'kind: test-pres\n    equipment: [{ id: P9',
            )
            .replace('priority: 2', 'priority: 9'),
        })),
      );
      const { exitCode, said } = await refusal({ LINETWIN_PLANT: plant });
      expect(exitCode).toBe(1);
      expect(said).toMatch(/^The plant files have \d+ mistakes:\n/);
      expect(said).toMatch(/site\.yaml:5 timeZone: .*IANA/);
      expect(said).toMatch(/kinds\/test-spindle\.yaml:17 signals\.0\.limits\.0\.priority: /);
      expect(said).not.toContain('    at ');
    },
    TIMEOUT_MS,
  );

  test(
    'when settings are wrong, with their names and values',
    async () => {
      const { exitCode, said } = await refusal({ LINETWIN_PORT: 'eighty', LINETWIN_LOG_LEVL: 'info' });
      expect(exitCode).toBe(1);
      expect(said).toContain('LINETWIN_PORT="eighty": ');
      expect(said).toContain('LINETWIN_LOG_LEVL is not a setting; known: ');
      expect(said).not.toContain('    at ');
    },
    TIMEOUT_MS,
  );

  test(
    'when it would let anybody in from other machines',
    async () => {
      const { said } = await refusal({ LINETWIN_HOST: '0.0.0.0' });
      expect(said).toContain('set LINETWIN_LOGIN=required, or LINETWIN_HOST=127.0.0.1');
    },
    TIMEOUT_MS,
  );

  test(
    'when roles are asked for that cannot be alone',
    async () => {
      expect((await refusal({ LINETWIN_ROLES: 'api' })).said).toContain('LINETWIN_ROLES');
      expect((await refusal({ LINETWIN_ROLES: 'worker' })).said).toContain('DATABASE_URL');
    },
    TIMEOUT_MS,
  );
});

test(
  'the password of the first admin is said once, outside of the log',
  async () => {
    const first = await TestServer.start();
    const lines = first.log.split('\n').filter((line) => line.includes('First admin'));
    expect(lines).toEqual([
      expect.stringMatching(/^First admin: sign in as "admin" with the password \S{23} \(/),
    ]);
    await first.kill();
    const second = await TestServer.start({ folder: first.folder });
    expect(second.log).not.toContain('First admin');
    expect(await second.stop()).toBe(0);
    await first.remove();
  },
  TIMEOUT_MS,
);
