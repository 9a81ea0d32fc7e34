import type { LineKpi } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKpi } from '../../../live/session-context.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { NoFigure, Tile, useStaleSince } from '../tile.tsx';
import { useTurns } from '../use-turns.ts';

/** More lines than these in one tile would be too small to be read from 5 m; they take turns. */
const LINES_AT_ONCE = 2;

/** A tile with the same figures for each line. */
export function LineFigures(props: {
  name: string;
  title: string;
  note?: string;
  lines: readonly Line[];
  figures: (kpi: LineKpi, line: Line) => ReactNode;
  /** A word beside the name of the line. */
  beside?: (kpi: LineKpi) => ReactNode;
}) {
  const { name, title, note, lines, figures, beside } = props;
  const { shown, turn, turns } = useTurns(lines, LINES_AT_ONCE);
  const newest = useKpi(lines[0]?.id ?? '');
  const staleSince = useStaleSince(newest?.time, 5000);
  const { t } = useTranslation();
  const pages = turns > 1 ? t('wall.turn', { turn: turn + 1, turns }) : undefined;
  return (
    <Tile name={name} title={title} note={pages ?? note} staleSince={staleSince}>
      {shown.map((line) => (
        <OfLine key={line.id} line={line} figures={figures} beside={beside} />
      ))}
    </Tile>
  );
}

function OfLine(props: {
  line: Line;
  figures: (kpi: LineKpi, line: Line) => ReactNode;
  beside?: (kpi: LineKpi) => ReactNode;
}) {
  const { line, figures, beside } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const kpi = useKpi(line.id);
  return (
    <div className="wall-of-line" data-line={line.id}>
      <h3>
        {line.name[language]}
        {kpi && beside?.(kpi)}
      </h3>
      {kpi ? figures(kpi, line) : <NoFigure>{t('kpi.waiting')}</NoFigure>}
    </div>
  );
}
