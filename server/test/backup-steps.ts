import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AuditEntry } from '@linetwin/contracts';
import { Visitor } from './access/test-edge.ts';
import type { TestServer } from './test-server.ts';

const serverFolder = fileURLToPath(new URL('..', import.meta.url));

/** The command as `npm run` starts it. */
export async function run(...words: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--conditions=@linetwin/source', './src/backup/main.ts', ...words],
    { cwd: serverFolder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

export async function signedIn(server: TestServer, password: string): Promise<Visitor> {
  const visitor = new Visitor(server.http);
  expect(await visitor.ask('POST', '/api/session', { login: 'admin', password })).toMatchObject({
    status: 200,
  });
  return visitor;
}

/** The admin that the first start made, with a password of the own choice. */
export async function firstAdmin(server: TestServer, password: string): Promise<Visitor> {
  const [, first] = /password (\S+) \(/.exec(server.log)!;
  const admin = await signedIn(server, first);
  await admin.ask('PUT', '/api/session/password', { before: first, after: password });
  return admin;
}

/** Entries of the audit log, newest first. */
export const audited = async (visitor: Visitor, action: string) =>
  (await visitor.ask('GET', `/api/audit?action=${action}`)).body as AuditEntry[];
