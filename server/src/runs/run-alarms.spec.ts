import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { watchedLimitsOf } from '../alarms/watched-limit.ts';
import { readRunAlarms, RunAlarmLog } from './run-alarms.ts';

const index = new ModelIndex(testPlant());
const signal = index.model.signals.find(({ limits }) => limits.length > 0)!;
const [limit] = watchedLimitsOf(index, signal)!;

describe('the alarms of a run', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'linetwin-run-alarms-'))));
  afterEach(() => rm(folder, { recursive: true }));

  test('are read as they rose and went', async () => {
    const log = new RunAlarmLog();
    log.raised(limit, 1000, 99);
    log.cleared(limit, 4000);
    log.raised(limit, 9000, 98);
    await log.write(join(folder, 'alarms'));
    const changes = await readRunAlarms(join(folder, 'alarms'));
    expect(changes.map(({ time }) => time)).toEqual([1000, 4000, 9000]);
    const alarms = changes.map((change) => change.kind === 'alarm' && change.alarm);
    expect(alarms).toMatchObject([
      { state: 'Unacknowledged', signal: signal.address, raisedAt: 1000, clearedAt: null, value: 99 },
      { state: 'Normal', raisedAt: 1000, clearedAt: 4000 },
      { state: 'Unacknowledged', raisedAt: 9000 },
    ]);
    expect(alarms[0] && alarms[1] && alarms[0].id === alarms[1].id).toBe(true);
  });

  test('are none where nothing was exceeded', async () => {
    await new RunAlarmLog().write(join(folder, 'alarms'));
    expect(await readRunAlarms(join(folder, 'alarms'))).toEqual([]);
  });
});
