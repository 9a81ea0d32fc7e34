import type { Measure } from './measure.ts';
import { DAY_H, standing } from './standing.ts';

/** What insulation of its gaps and a coil that fits its blanks save of a heater: the middle of 3 to 9 % (domain table 3.3). */
const COIL_SHARE = 0.06;

/** A coil whose cooling water takes more than its share: it fits these blanks badly, or its lining is worn. People change and insulate coils. */
export const coilMatch: Measure = {
  id: 'coil-match',
  suits: ({ kind }) => kind === 'induction-heater',
  propose({ timeMs }, machine, memory, limits) {
    const { coilLossShare, meanKw } = memory;
    if (coilLossShare === undefined || coilLossShare <= limits.coilLossShare) return undefined;
    if (!memory.knowsDay(timeMs)) return undefined;
    const estimatedKwh = COIL_SHARE * meanKw * DAY_H;
    return { ...standing(this.id, machine, '', 0, estimatedKwh, { coilLossShare }), command: undefined };
  },
  guard: () => undefined,
};
