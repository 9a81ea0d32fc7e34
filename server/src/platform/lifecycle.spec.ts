import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { HealthService } from './health.service.ts';
import { Lifecycle } from './lifecycle.ts';

const silent = pino({ level: 'silent' });

describe('lifecycle', () => {
  const part = (name: string, log: string[], fails?: 'start' | 'stop') => ({
    name,
    start: async () => {
      if (fails === 'start') throw new Error(`${name} cannot start`);
      log.push(`+${name}`);
    },
    stop: async () => {
      log.push(`-${name}`);
      if (fails === 'stop') throw new Error(`${name} cannot stop`);
    },
  });

  test('starts parts in order and stops them in the reverse order, once', async () => {
    const log: string[] = [];
    const lifecycle = new Lifecycle(silent);
    await lifecycle.start([part('a', log), part('b', log), { name: 'c', start: () => log.push('+c') }]);
    await lifecycle.stop();
    await lifecycle.stop();
    expect(log).toEqual(['+a', '+b', '+c', '-b', '-a']);
  });

  test('stops what it had started when a part cannot start, and says why', async () => {
    const log: string[] = [];
    const parts = [part('a', log), part('b', log, 'start'), part('c', log)];
    await expect(new Lifecycle(silent).start(parts)).rejects.toThrow('b cannot start');
    expect(log).toEqual(['+a', '-a']);
  });

  test('stops the others when one cannot stop', async () => {
    const log: string[] = [];
    const lifecycle = new Lifecycle(silent);
    await lifecycle.start([part('a', log), part('b', log, 'stop')]);
    await lifecycle.stop();
    expect(log).toEqual(['+a', '+b', '-b', '-a']);
  });
});

describe('health', () => {
  test('is ok while every part is, and names the part that is not', async () => {
    const health = new HealthService('run-1', '1.2.3');
    health.add('spool', () => ({ ok: true, detail: 'empty' }));
    expect(await health.report()).toMatchObject({ status: 'ok', run: 'run-1', version: '1.2.3' });
    health.add('jobs', async () => {
      throw new Error('data base away');
    });
    expect(await health.report()).toMatchObject({
      status: 'degraded',
      parts: { spool: { ok: true }, jobs: { ok: false, detail: 'data base away' } },
    });
  });
});
