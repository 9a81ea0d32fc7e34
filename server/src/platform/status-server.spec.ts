import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HealthService } from './health.service.ts';
import { Metrics } from './metrics.ts';
import { PortError } from './port-error.ts';
import { StatusServer } from './status-server.ts';

let health: HealthService;
let metrics: Metrics;
let server: StatusServer;
let port: number;
beforeEach(async () => {
  health = new HealthService('run', '1.0.0');
  metrics = new Metrics();
  server = new StatusServer(health, metrics);
  port = await server.start('127.0.0.1', 0);
});
afterEach(() => server.stop());

const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
const ready = async () => {
  const answer = await ask('/health/ready');
  return [answer.status, ((await answer.json()) as { ready: boolean }).ready];
};

describe('status for supervisors', () => {
  test('is live as soon as it answers, and ready while the server runs and has what it needs', async () => {
    let disk = true;
    health.add('spool', () => ({ ok: disk, detail: '' }), { needed: true });
    health.add('history', () => ({ ok: false, detail: 'away' }));
    expect((await ask('/health/live')).status).toBe(200);
    expect(await ready()).toEqual([503, false]);
    health.running = true;
    expect(await ready()).toEqual([200, true]);
    disk = false;
    expect(await ready()).toEqual([503, false]);
    disk = true;
    health.running = false;
    expect(await ready()).toEqual([503, false]);
  });

  test('names every part, also one that fails or never answers', async () => {
    health.running = true;
    health.add('history', () => Promise.reject(new Error('away')));
    health.add('jobs', () => new Promise(() => undefined));
    const { parts } = (await (await ask('/health/ready')).json()) as { parts: object };
    expect(parts).toEqual({
      history: { ok: false, detail: 'away' },
      jobs: { ok: false, detail: 'no answer within 2000 ms' },
    });
  });

  test('gives figures to Prometheus, read when they are asked for', async () => {
    let depth = 1;
    metrics.gauge('depth', 'A depth', async () => depth);
    depth = 7;
    const answer = await ask('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const text = await answer.text();
    expect(text).toContain('linetwin_depth 7');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  test('answers nothing else, and takes nothing', async () => {
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/metrics', { method: 'POST' })).status).toBe(405);
  });

  test('says which setting to change when its port is in use', async () => {
    const second = new StatusServer(health, metrics);
    const refused = second.start('127.0.0.1', port);
    await expect(refused).rejects.toThrow(PortError);
    await expect(refused).rejects.toThrow('LINETWIN_STATUS_PORT');
  });
});
