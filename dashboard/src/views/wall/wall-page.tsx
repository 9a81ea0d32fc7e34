import { DEFAULT_WALL, type WallContent, type WallPage as Page } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useIsReplay, usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { wallsApi } from '../../live/api/walls-api.ts';
import type { Insets } from '../../scene/scene-api.ts';
import { Loading } from '../../ui/panel.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { useReplayControl } from '../replay/use-replay-control.ts';
import { useAppearance } from './use-appearance.ts';
import { GlyphRows } from './glyph-rows.tsx';
import { TILES } from './tiles/index.ts';
import { useNewBuild } from './use-new-build.ts';
import { WallHeader } from './wall-header.tsx';
import { WallStage } from './wall-stage.tsx';
import './wall.css';

const LAYOUT_REFRESH_MS = 20_000;
/** Tiles, head, rows and caption before the picture that visitors see, with room for the marker of an alarm under the head (wall.css). */
const COVERED: Insets = { top: 140, bottom: 276, left: 520, right: 560 };
/** The same where the sides are wider. */
const COVERED_WIDE: Insets = { ...COVERED, left: 570, right: 670 };
const WIDE_ASPECT = 2;

/** The caption under the picture, whether it is there or not: the camera and the names keep their room. */
const CAPTION: Insets = { top: 0, bottom: 128, left: 0, right: 0 };

/** The plant on a wall: for those who walk past, without a hand on it. */
export default function WallPage() {
  useNewBuild();
  useStaysLive();
  const [layout] = useUrlState('layout', '');
  const live = useConnection().phase === 'live';
  // Another layout shows within this time, and at once when the server comes back with it.
  const { data, error } = useFetched(
    `wall ${layout} ${live}`,
    (abort) => wallsApi.shown(layout, abort),
    LAYOUT_REFRESH_MS,
  );
  const [shown, setShown] = useState<WallContent>();
  const told = data && JSON.stringify(data.content);
  useEffect(() => {
    // The same layout read again is no other page.
    if (told) setShown(JSON.parse(told) as WallContent);
  }, [told]);
  const content = shown ?? (error ? DEFAULT_WALL : undefined);
  return content ? <Wall content={content} /> : <Loading rows={8} />;
}

/** Whoever comes here from a replay leaves it: nothing on a wall says that it is the past. */
function useStaysLive(): void {
  const isReplay = useIsReplay();
  const { leave } = useReplayControl();
  useEffect(() => {
    if (isReplay) leave();
  }, [isReplay, leave]);
}

/** Pages of a wall one after the other. */
export function Wall({ content }: { content: WallContent }) {
  const { t } = useTranslation();
  const theme = useAppearance(content);
  const page = usePageTurns(content.pages);
  const { index } = usePlant();
  const lines = useMemo(() => linesOf(page, index.model.lines), [page, index]);
  return (
    <div className="wall" data-look={theme} data-stage={page.stage}>
      <WallHeader lines={lines} />
      <Side side="left" tiles={page.left} lines={lines} label={t('wall.figures')} />
      {page.stage !== 'none' && (
        <WallStage
          kind={page.stage}
          lines={lines}
          covered={theme === 'presentation' ? coveredByTiles() : CAPTION}
        />
      )}
      <Side side="right" tiles={page.right} lines={lines} label={t('wall.needsEyes')} />
      {page.glyphRows && <GlyphRows lines={lines} />}
    </div>
  );
}

function coveredByTiles(): Insets {
  return innerWidth >= WIDE_ASPECT * innerHeight ? COVERED_WIDE : COVERED;
}

function Side(props: { side: 'left' | 'right'; tiles: Page['left']; lines: readonly Line[]; label: string }) {
  const { side, tiles, lines, label } = props;
  if (tiles.length === 0) return null;
  return (
    <aside className="wall-side" data-side={side} aria-label={label}>
      {tiles.map((kind) => {
        const Content = TILES[kind];
        return <Content key={kind} lines={lines} />;
      })}
    </aside>
  );
}

/** Lines of a page in its order; a line that left the plant is left out. */
function linesOf(page: Page, all: readonly Line[]): readonly Line[] {
  if (page.lines.length === 0) return all;
  return page.lines.flatMap((id) => all.find((line) => line.id === id) ?? []);
}

function usePageTurns(pages: readonly Page[]): Page {
  const [at, setAt] = useState(0);
  const page = pages[at % pages.length];
  useEffect(() => {
    if (pages.length === 1) return;
    const timer = setTimeout(() => setAt((now) => (now + 1) % pages.length), page.seconds * 1000);
    return () => clearTimeout(timer);
  }, [pages, page]);
  return page;
}
