import dayjsConfig from '@rc-component/picker/es/generate/dayjs';
import type { GenerateConfig } from '@rc-component/picker/es/generate';
import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc';
import 'dayjs/locale/zh-cn';
import { formatMoment } from '../../../ui/format.ts';

dayjs.extend(utc);

/** What fields for times hold: date and time by the clock of the plant, or the time of a day. */
const MOMENT = 'YYYY-MM-DDTHH:mm';
const TIME_OF_DAY = 'HH:mm';
const MONDAY = 1;

/** Null where the field is empty. */
export function toCalendar(text: string): Dayjs | null {
  const found = dayjs.utc(text, text.includes('T') ? MOMENT : TIME_OF_DAY, true);
  return found.isValid() ? found : null;
}

export function momentText(value: Dayjs | null): string {
  return value?.format(MOMENT) ?? '';
}

export function timeOfDayText(value: Dayjs | null): string {
  return value?.format(TIME_OF_DAY) ?? '';
}

/**
 * A calendar by the clock of the plant. Clock readings are kept as if they were of UTC, which leaves none out and has none twice, so that the zone of the
 * browser changes nothing.
 */
export function plantCalendar(zone: string, now: () => number = Date.now): GenerateConfig<Dayjs> {
  return {
    ...dayjsConfig,
    getNow: () => dayjs.utc(formatMoment(now(), zone).replace(' ', 'T')),
    getFixedDate: (text) => dayjs.utc(text, 'YYYY-M-DD'),
    locale: {
      ...dayjsConfig.locale,
      // As everywhere in the product (ISO 8601), whatever the language is used to.
      getWeekFirstDay: () => MONDAY,
      parse: (_locale, text, formats) => {
        for (const format of formats) {
          const found = dayjs.utc(text, format, true);
          if (found.isValid()) return found;
        }
        return null;
      },
    },
  };
}
