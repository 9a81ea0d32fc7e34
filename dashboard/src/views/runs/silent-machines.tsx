import type { RunSummary } from '@linetwin/contracts';
import { usePlant } from '../../live/session-context.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useRunTexts } from './run-texts.ts';

/** More than these are shown when somebody asks. */
const MOST_OPEN = 8;

/** Which machines say nothing in a run, by line and in the order of parts; nothing where all do. */
export function SilentMachines({ run }: { run: RunSummary }) {
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const silent = new Set(run.figures?.silent);
  if (silent.size === 0) return null;
  const lines = run.lines.map((id) => {
    const machines = index.equipmentOf(id);
    return { id, count: machines.length, machines: machines.filter(({ address }) => silent.has(address)) };
  });
  const total = lines.reduce((sum, { count }) => sum + count, 0);
  return (
    <details className="silent-machines" open={silent.size <= MOST_OPEN}>
      <summary>
        <Glyph name="nodata" size={14} /> {t('silent.title', { count: silent.size, total })}
      </summary>
      <p className="muted">{t('silent.hint')}</p>
      {lines
        .filter(({ machines }) => machines.length > 0)
        .map(({ id, machines }) => (
          <section key={id}>
            <h3>{index.line(id)?.name[language] ?? id}</h3>
            <ul>
              {machines.map((machine) => (
                <li key={machine.address}>
                  <b>{machine.id}</b> {machine.name[language]}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </details>
  );
}
