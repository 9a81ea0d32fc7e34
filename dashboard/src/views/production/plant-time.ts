import { PlantClock } from '@linetwin/model';
import { formatMoment } from '../../ui/format.ts';

/** Between instants (ms since 1970 UTC) and what stands in a field for date and time, by the clock of the plant. */
export const toPlantTime = {
  text: (instant: number, zone: string): string => formatMoment(instant, zone).slice(0, 16).replace(' ', 'T'),

  /** `undefined` while the field is not filled in. */
  instant(text: string, zone: string): number | undefined {
    // Without the check some engines read a year out of an empty field.
    const local = /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : NaN;
    return Number.isNaN(local) ? undefined : new PlantClock(zone).toInstant(local);
  },
};
