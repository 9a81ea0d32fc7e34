import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** Name of a line, or id and name of a machine, in the language of the page. */
export function useResourceName(): (resource: string) => string {
  const { index } = usePlant();
  const { language } = usePreferences();
  return (resource) => {
    const machine = index.equipment(resource);
    if (machine) return `${machine.id} ${machine.name[language]}`;
    return index.line(resource)?.name[language] ?? resource;
  };
}
