import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { standingOf, type MachineLook } from '../../live/machine-look.ts';
import { useLivePaint } from '../../live/session-context.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';
import { MACHINE_LOOKS } from '../../ui/tokens.ts';
import { setAttribute, setText } from '../shared/live-value.tsx';
import { useMachines } from '../shared/use-machines.ts';

/** What each shape means, and how many machines stand so now. */
export function Legend() {
  const { t } = useTranslation();
  const machines = useMachines();
  const box = useRef<HTMLUListElement>(null);
  useLivePaint((live, now) => {
    const counts = new Map<MachineLook, number>();
    for (const machine of machines.values()) {
      const { look } = standingOf(machine, live, now);
      counts.set(look, (counts.get(look) ?? 0) + 1);
    }
    for (const item of box.current!.children as HTMLCollectionOf<HTMLElement>) {
      const count = counts.get(item.dataset.look as MachineLook) ?? 0;
      setText(item.querySelector('b')!, String(count));
      setAttribute(item, 'data-none', count === 0 ? 'true' : 'false');
    }
  });
  return (
    <ul ref={box} className="legend" aria-label={t('hall.machinesByState')}>
      {MACHINE_LOOKS.map((look) => (
        <li key={look} data-look={look}>
          <Glyph name={look} size={12} />
          <span>{t(`look.${look}`)}</span>
          <b />
        </li>
      ))}
    </ul>
  );
}
