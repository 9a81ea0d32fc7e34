import { describe, expect, test } from '@jest/globals';
import { decodeBurst, seamMessageSchema, telemetryMessageSchema } from '@linetwin/contracts';
import { loadPlant } from '@linetwin/model';
import {
  FakeClock,
  impactBurstBytes,
  Inbox,
  rowsOf,
  samplesOf,
  seamMessage,
  telemetryBytes,
  TEST_SPINDLE,
  testPlant,
  widePlantTexts,
} from './index.ts';

describe('test builders', () => {
  test('the small plant loads, with a spindle that has a bearing', () => {
    const spindle = testPlant().equipment.find(({ address }) => address === TEST_SPINDLE)!;
    expect(spindle.bearings.map(({ id }) => id)).toEqual(['front']);
  });

  test('the wide plant has as many signals as asked for', () => {
    expect(loadPlant(widePlantTexts(1234)).signals).toHaveLength(1234);
  });

  test('messages follow the contracts', () => {
    const telemetry = JSON.parse(new TextDecoder().decode(telemetryBytes({ power: 1 })));
    expect(telemetryMessageSchema.safeParse(telemetry).success).toBe(true);
    expect(seamMessageSchema.safeParse(seamMessage()).success).toBe(true);
    expect(decodeBurst(impactBurstBytes({ impactsPerTurn: 3.58, durationS: 0.1 })).samples).toHaveLength(
      1200,
    );
  });

  test('rows become a batch and come back', () => {
    expect(
      rowsOf(
        samplesOf([
          [3, 1000, 1.5],
          [4, 1001, NaN, 2],
        ]),
      ),
    ).toEqual([
      [3, 1000, 1.5, 0],
      [4, 1001, NaN, 2],
    ]);
  });

  test('the clock moves only when it is moved', () => {
    const clock = new FakeClock(1000);
    expect([clock.now(), clock.now(), clock.advance(5), clock.now()]).toEqual([1000, 1000, 1005, 1005]);
  });

  test('an inbox gives what came before and what comes after the question', async () => {
    const inbox = new Inbox<number>();
    inbox.push(1);
    const later = inbox.first('a large number', (n) => n > 5);
    inbox.push(3);
    inbox.push(9);
    expect(await inbox.first('any')).toBe(1);
    expect(await later).toBe(9);
    await expect(inbox.until('nothing', () => false, 1)).rejects.toThrow(
      'no nothing within 1 ms; 3 other items came',
    );
  });
});
