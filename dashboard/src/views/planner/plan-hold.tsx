import type { SectionHold } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMinute } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** Whether the machines of a section are held in the planned pause that runs, and of each that is not, why. */
export function PlanHold({ hold }: { hold: SectionHold }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const until = formatMinute(hold.until, index.model.site.timeZone);
  const nameOf = (address: string) => {
    const machine = index.model.equipment.find((one) => one.address === address);
    return machine ? `${machine.id} ${machine.name[language]}` : address;
  };
  const open = hold.machines.filter(({ held }) => !held);
  if (open.length === 0)
    return (
      <p className="plan-hold" role="status">
        {t('planner.held', { until })}
      </p>
    );
  const reasons = Map.groupBy(open, ({ reason }) => reason ?? 'soon');
  return (
    <div className="plan-hold tone-warn" role="status">
      <p>{t('planner.notHeld', { until })}</p>
      <ul>
        {[...reasons].map(([reason, machines]) => (
          <li key={reason}>
            {machines.map(({ equipment }) => nameOf(equipment)).join(t('planner.and'))}
            {t('planner.because')}
            {t(`planner.holdReasons.${reason}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
