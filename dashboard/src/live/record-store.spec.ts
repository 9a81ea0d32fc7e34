import { describe, expect, test } from '@jest/globals';
import type { Alarm, RecordEvent, RecordsSnapshot, SeamVerdictSummary } from '@linetwin/contracts';
import { seamMessage } from '@linetwin/testing';
import { isUnacknowledged, RecordStore } from './record-store.ts';

function alarm(id: string, change: Partial<Alarm> = {}): Alarm {
  return {
    id,
    signal: 's/a/l/M1/power',
    equipment: 's/a/l/M1',
    limit: 'high',
    setPoint: 10,
    priority: 3,
    state: 'Unacknowledged',
    raisedAt: 1000,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: 11,
    message: null,
    ...change,
  };
}

function snapshot(sequence: number, alarms: Alarm[] = []): RecordsSnapshot {
  return { sequence, alarms, findings: [], incidents: [], kpis: [], seams: [] };
}

function alarmEvent(sequence: number, of: Alarm): RecordEvent {
  return { sequence, time: 0, kind: 'alarm', alarm: of };
}

describe('the records', () => {
  test('are not known before the first snapshot', () => {
    const records = new RecordStore();
    expect(records.loaded).toBe(false);
    records.replace(snapshot(0));
    expect(records.loaded).toBe(true);
  });

  test('put unacknowledged alarms first, then by priority, then newest', () => {
    const records = new RecordStore();
    records.replace(
      snapshot(1, [
        alarm('seen', { priority: 1, state: 'Acknowledged' }),
        alarm('old', { priority: 2, raisedAt: 1 }),
        alarm('new', { priority: 2, raisedAt: 2 }),
        alarm('worst', { priority: 1 }),
      ]),
    );
    expect(records.alarms().map(({ id }) => id)).toEqual(['worst', 'new', 'old', 'seen']);
  });

  test('apply each event once, also when a reconnect sends it again', () => {
    const records = new RecordStore();
    let told = 0;
    records.subscribe(() => told++);
    records.replace(snapshot(5));
    records.apply(alarmEvent(6, alarm('a')));
    records.apply(alarmEvent(6, alarm('a', { state: 'Normal' })));
    records.apply(alarmEvent(4, alarm('b')));
    expect(records.alarms().map(({ id }) => id)).toEqual(['a']);
    expect(records.sequence).toBe(6);
    expect(told).toBe(2);
  });

  test('let an alarm go when it is over and seen, not when only one of both', () => {
    const records = new RecordStore();
    records.replace(snapshot(0, [alarm('a'), alarm('b')]));
    records.apply(alarmEvent(1, alarm('a', { state: 'ReturnedToNormalUnacknowledged' })));
    records.apply(alarmEvent(2, alarm('b', { state: 'Normal' })));
    expect(records.alarms().map(({ id }) => id)).toEqual(['a']);
    expect(isUnacknowledged(records.alarms()[0])).toBe(true);
  });

  test('keep the identity of a list until something changes', () => {
    const records = new RecordStore();
    records.replace(snapshot(0, [alarm('a')]));
    const before = records.alarms();
    expect(records.alarms()).toBe(before);
    records.apply(alarmEvent(1, alarm('a', { state: 'Acknowledged' })));
    expect(records.alarms()).not.toBe(before);
  });

  test('of a new server run replace those of the old one, though its numbers are lower', () => {
    const records = new RecordStore();
    records.replace(snapshot(900, [alarm('old')]));
    records.replace(snapshot(2, [alarm('new')]));
    records.apply(alarmEvent(3, alarm('newer')));
    expect(
      records
        .alarms()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['new', 'newer']);
  });

  test('lay a verdict on the seam it was made of, not on the next one', () => {
    const records = new RecordStore();
    const [machine, first, next] = ['s/a/l/M1', seamMessage({ time: 1000 }), seamMessage({ time: 2000 })];
    const verdict: SeamVerdictSummary = {
      grade: 'defect',
      defects: [{ kind: 'gap', fromMm: 3, toMm: 5, confidence: 0.9 }],
    };
    records.replace(snapshot(1));
    records.apply({ sequence: 2, time: 0, kind: 'seam', equipment: machine, seam: first });
    expect(records.seam(machine)).toEqual({ seam: first });
    records.apply({ sequence: 3, time: 0, kind: 'seam-verdict', equipment: machine, endedAt: 1000, verdict });
    expect(records.seam(machine)).toEqual({ seam: first, verdict });
    records.apply({ sequence: 4, time: 0, kind: 'seam', equipment: machine, seam: next });
    records.apply({ sequence: 5, time: 0, kind: 'seam-verdict', equipment: machine, endedAt: 1000, verdict });
    expect(records.seam(machine)).toEqual({ seam: next });
    records.replace({ ...snapshot(9), seams: [{ equipment: machine, seam: next, verdict }] });
    expect(records.seam(machine)).toEqual({ seam: next, verdict });
  });

  test('say that the register of gaps has changed with each gap, and after a snapshot, which holds none', () => {
    const records = new RecordStore();
    records.replace(snapshot(1));
    const before = records.gapsRevision();
    const gap = {
      line: 'l',
      scope: 's/a/l',
      level: 'line',
      cause: 'line-silent',
      from: 0,
      to: null,
      missingMs: null,
    } as const;
    records.apply({ sequence: 2, time: 0, kind: 'gap', gap });
    expect(records.gapsRevision()).toBe(before + 1);
    records.apply(alarmEvent(3, alarm('a')));
    expect(records.gapsRevision()).toBe(before + 1);
    records.replace(snapshot(9));
    expect(records.gapsRevision()).toBe(before + 2);
  });
});
