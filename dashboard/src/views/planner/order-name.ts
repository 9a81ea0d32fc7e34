import type { PlanOrder } from '@linetwin/contracts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** Number of an order; where the shift plan stands in for orders, the shift and its day, such as "早班 11-27". */
export function useOrderName(): (order: Pick<PlanOrder, 'id' | 'line' | 'source'>) => string {
  const { index } = usePlant();
  const { language } = usePreferences();
  return ({ id, line, source }) => {
    if (source !== 'shift') return id;
    const [, shift, day] = id.split(' ');
    const known = index.line(line)?.shifts.find((one) => one.id === shift);
    return known && day ? `${known.name[language]} ${day.slice('2026-'.length)}` : id;
  };
}
