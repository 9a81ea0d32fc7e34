import { useSteering } from '../../live/session-context.ts';
import { textOfRefusal } from '../../locales/i18n.ts';

/** Why the past cannot be read, in the language of the page; `undefined` while it can. */
export function useReplayProblem(): string | undefined {
  const steering = useSteering();
  return steering?.problem ? textOfRefusal({ error: steering.problem, words: steering.words }) : undefined;
}
