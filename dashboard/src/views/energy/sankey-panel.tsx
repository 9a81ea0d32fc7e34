import type { MeterEnergy } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EChart } from '../../plots/echart.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMediaQuery, usePreferences } from '../../ui/preferences.tsx';
import { chartLook } from './chart-look.ts';
import { formatEnergy } from './format-energy.ts';
import { othersOf, sankeyLinks, unmeteredOf } from './energy-data.ts';

/** Machines with less of the site than this are drawn together: their labels would lie over each other. */
const MIN_SHARE = { desk: 0.015, phone: 0.03 };

/** From the site over transformers and lines to the greatest machines: width is energy. */
export function SankeyPanel({ tree, meters }: { tree: MeterTree; meters: readonly MeterEnergy[] }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const isPhone = useMediaQuery('(max-width: 760px)');
  const option = useMemo(() => {
    const links = sankeyLinks(tree, meters, isPhone ? MIN_SHARE.phone : MIN_SHARE.desk);
    const look = chartLook(theme);
    const names = new Map<string, string>();
    for (const { id, name, level } of tree.meters) {
      const short = id.split('/').at(-1)!;
      names.set(id, level === 'machine' ? `${short} ${isPhone ? '' : name[language]}` : name[language]);
      names.set(othersOf(id), t('energy.others'));
      names.set(unmeteredOf(id), t('energy.unmetered'));
    }
    const nodes = [...new Set(links.flatMap(({ source, target }) => [source, target]))];
    const energyOf = (id: string) => {
      const into = links.find(({ target }) => target === id);
      return into?.kwh ?? links.filter(({ source }) => source === id).reduce((sum, { kwh }) => sum + kwh, 0);
    };
    // On a phone the bars in the middle have no room for their figures; they stand in the table of meters.
    const isMiddle = (id: string) => isPhone && links.some(({ source }) => source === id);
    const text = (id: string) => `${names.get(id)}  ${formatEnergy(energyOf(id), language)}`;
    return {
      tooltip: {
        ...look.tooltip,
        formatter: ({ data }: { data: { name?: string; target?: string } }) =>
          text(data.name ?? data.target ?? ''),
      },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: isPhone ? 108 : 220,
          top: 8,
          bottom: 8,
          nodeWidth: 10,
          // A line of text fits between the thinnest.
          nodeGap: 13,
          draggable: false,
          layoutIterations: 0,
          emphasis: { focus: 'adjacency' },
          label: {
            ...look.text,
            color: look.palette.text1,
            formatter: ({ name }: { name: string }) => (isMiddle(name) ? names.get(name)! : text(name)),
          },
          lineStyle: { color: 'source', opacity: theme === 'dark' ? 0.28 : 0.22, curveness: 0.5 },
          data: nodes.map((name, i) => ({
            name,
            itemStyle: {
              color: name.includes('\u0000')
                ? look.palette.text3
                : look.palette.series[i % look.palette.series.length],
              borderWidth: 0,
            },
          })),
          links: links.map(({ source, target, kwh }) => ({ source, target, value: kwh })),
        },
      ],
    };
  }, [tree, meters, language, theme, isPhone, t]);
  return (
    <Panel
      title={t('energy.sankey')}
      extra={<span className="muted">{t('energy.sankeyHint')}</span>}
      className="energy-wide"
    >
      <EChart option={option} height={isPhone ? 400 : 420} label={t('energy.sankey')} />
    </Panel>
  );
}
