import { describe, expect, test } from '@jest/globals';
import { momentText, plantCalendar, timeOfDayText, toCalendar } from './plant-calendar.ts';

describe('a calendar by the clock of the plant', () => {
  const zone = 'Asia/Shanghai';
  // 2026-03-29 02:30 does not exist by the clocks of Berlin.
  const moment = '2026-03-29T02:30';

  test('keeps what stands in a field as it is, and nothing where it is no time', () => {
    expect(momentText(toCalendar(moment))).toBe(moment);
    expect(timeOfDayText(toCalendar('20:05'))).toBe('20:05');
    expect(toCalendar('')).toBeNull();
    expect(toCalendar('2026-02-30T08:00')).toBeNull();
  });

  test('reads what is typed whatever the zone of the browser', () => {
    const { locale } = plantCalendar(zone);
    expect(momentText(locale.parse('zh_CN', '2026-03-29 02:30', ['YYYY-MM-DD HH:mm']))).toBe(moment);
    expect(locale.parse('zh_CN', 'soon', ['YYYY-MM-DD HH:mm'])).toBeNull();
  });

  test('knows the day that it is at the plant', () => {
    const { getNow } = plantCalendar(zone, () => Date.UTC(2026, 2, 28, 18, 30));
    expect(momentText(getNow())).toBe(moment);
  });

  test('begins its weeks on Monday in both languages', () => {
    const { locale } = plantCalendar(zone);
    expect(['zh_CN', 'en_US'].map((name) => locale.getWeekFirstDay(name))).toEqual([1, 1]);
  });
});
