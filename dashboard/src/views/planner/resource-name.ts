import type { StartPlan } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/**
 * Name of a line, of a section, or id and name of a machine, in the language of the page.
 *
 * @param plan where one is given, a line of which a section is planned for itself is called the rest of it
 */
export function useResourceName(plan?: Pick<StartPlan, 'sections'>): (resource: string) => string {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { language } = usePreferences();
  return (resource) => {
    const section = plan?.sections.find(({ id }) => id === resource);
    if (section) return t('planner.sectionName', { from: section.stations[0], to: section.stations[1] });
    const machine = index.equipment(resource);
    if (machine) return `${machine.id} ${machine.name[language]}`;
    const line = index.line(resource)?.name[language] ?? resource;
    const hasSection = plan?.sections.some((one) => one.line === resource) ?? false;
    return hasSection ? t('planner.restOf', { line }) : line;
  };
}
