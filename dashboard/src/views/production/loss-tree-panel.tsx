import type { LossNodeAnswer, ProductionOverview } from '@linetwin/contracts';
import { isSpeedUnknown } from '@linetwin/kpi';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatPercent } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { LOSS_COLOUR, type LossClass } from './loss-colours.ts';
import { durationText, reasonText } from './reason-text.ts';

const BRANCHES = {
  availability: 'production.lossAvailability',
  effectiveness: 'production.lossEffectiveness',
  quality: 'production.lossQuality',
} as const;

/** What was lost, from the three losses over classes of stops to their reasons, each with its share of planned time. */
export function LossTreePanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { plannedBusyS } = overview.losses;
  const isEarly = isSpeedUnknown(overview.indicators);
  const losses = overview.losses.losses.filter(({ id }) => id === 'availability' || !isEarly);
  const palette = PALETTES[theme];
  const widest = Math.max(1, ...losses.map(({ seconds }) => seconds));
  const row = (node: LossNodeAnswer, name: string, depth: number, colour: string) => (
    <li key={`${depth} ${node.id}`} className="loss-row" data-depth={depth}>
      <span className="loss-name" title={name}>
        {name}
        {node.count !== undefined && node.count > 0 && depth > 0 && (
          <small className="muted"> {t('production.times', { count: node.count })}</small>
        )}
      </span>
      <span className="loss-bar">
        <i style={{ width: `${Math.max(0, (node.seconds / widest) * 100)}%`, background: colour }} />
      </span>
      <span className="loss-time">{durationText(node.seconds)}</span>
      <b className="loss-share">{formatPercent(node.seconds / plannedBusyS, language)}</b>
    </li>
  );
  return (
    <Panel
      title={t('production.losses')}
      extra={<span className="muted">{t('production.lossesHint')}</span>}
      flush
    >
      {plannedBusyS === 0 ? (
        <Empty>{t('production.empty')}</Empty>
      ) : (
        <ul className="loss-tree">
          {losses.flatMap((loss) => [
            row(
              loss,
              t(
                loss.id === 'effectiveness' && loss.seconds < 0
                  ? 'production.gainEffectiveness'
                  : BRANCHES[loss.id as keyof typeof BRANCHES],
              ),
              0,
              palette.text3,
            ),
            ...loss.children
              .filter(({ seconds }) => seconds >= 0.5)
              .toSorted((a, b) => b.seconds - a.seconds)
              .flatMap((one) => {
                const colour = LOSS_COLOUR[one.id as LossClass](palette);
                return [
                  row(one, t(`production.class.${one.id as LossClass}`), 1, colour),
                  ...one.children.map((reason) =>
                    row(reason, reasonText(reason.id, index, language, t), 2, colour),
                  ),
                ];
              }),
          ])}
        </ul>
      )}
      {isEarly && plannedBusyS > 0 && <p className="muted panel-note">{t('production.tooEarly')}</p>}
    </Panel>
  );
}
