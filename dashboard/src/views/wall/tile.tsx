import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, usePlant } from '../../live/session-context.ts';
import { formatClock } from '../../ui/format.ts';

const CHECK_MS = 1000;

/**
 * Since when what a tile shows is no longer live, ms UTC; `null` while it is. Either the connection is gone, or it is there
 * and this tile's own source has fallen silent.
 *
 * @param dataAt when its source last said something, server time; left out where the connection alone decides
 * @param periodMs how often it should
 */
export function useStaleSince(dataAt?: number, periodMs = 1000): number | null {
  const { live } = usePlant();
  const { phase, lastFrameAt } = useConnection();
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    if (dataAt === undefined) return;
    // Three periods missed, and a second on the way.
    const check = () => setSilent(live.now() - dataAt > 3 * periodMs + 1000);
    check();
    const timer = setInterval(check, CHECK_MS);
    return () => clearInterval(timer);
  }, [live, dataAt, periodMs]);
  if (phase !== 'live') return lastFrameAt;
  return silent && dataAt !== undefined ? dataAt : null;
}

/** A tile of the wall: what it tells of, its content, and since when that is old where it is. */
export function Tile(props: {
  name: string;
  title: string;
  note?: ReactNode;
  staleSince: number | null;
  grows?: boolean;
  children: ReactNode;
}) {
  const { name, title, note, staleSince, grows, children } = props;
  const { t } = useTranslation();
  const { index } = usePlant();
  return (
    <section className="wall-tile" data-tile={name} data-stale={staleSince !== null} data-grows={grows}>
      <header>
        <h2>{title}</h2>
        {staleSince === null ? (
          note && <span className="wall-note">{note}</span>
        ) : (
          <span className="wall-stale" role="status">
            {t('wall.staleSince', { time: formatClock(staleSince, index.model.site.timeZone) })}
          </span>
        )}
      </header>
      <div className="wall-tile-body">{children}</div>
    </section>
  );
}

/** Says what a tile is waiting for; a wall never shows a number that nobody measured. */
export function NoFigure({ children }: { children: ReactNode }) {
  return <p className="wall-none">{children}</p>;
}
