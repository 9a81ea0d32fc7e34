import type { LineKpi } from '@linetwin/contracts';
import type { Equipment, Line, Station } from '@linetwin/model';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import {
  useAlarms,
  useConnection,
  useKpi,
  useLivePaint,
  usePlant,
  useSeams,
} from '../../live/session-context.ts';
import { BulletBar } from '../../ui/bullet-bar.tsx';
import {
  formatAge,
  formatCount,
  formatMinute,
  formatNumber,
  formatPercent,
  formatQuantity,
  NO_VALUE,
} from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AlarmRows } from '../shared/alarm-rows.tsx';
import { LiveValue, setText } from '../shared/live-value.tsx';
import { AlarmGlyph, MachineGlyph, MachineStateText } from '../shared/machine-glyph.tsx';
import { OverEffectiveNote } from '../shared/over-effective-note.tsx';
import { TrendPanel, TrendRangePicker } from '../shared/trend-panel.tsx';
import { useMachines, useStandingAlarms } from '../shared/use-machines.ts';

/** One line: what it made against its plan, how well, at what energy, and every machine in the order of the flow. */
export default function LinePage() {
  const { t } = useTranslation();
  const { line: id = '' } = useParams();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const line = index.line(id);
  if (!line) {
    return (
      <div className="page">
        <Empty>
          {t('line.notFound', { line: id })} · <Link to={linkTo('/')}>{t('common.backToHall')}</Link>
        </Empty>
      </div>
    );
  }
  return <LineView key={id} line={line} />;
}

function LineView({ line }: { line: Line }) {
  const { t } = useTranslation();
  const linkTo = useLinkTo();
  const { language } = usePreferences();
  const { index } = usePlant();
  const kpi = useKpi(line.id);
  const alarms = useAlarms();
  const standing = useMemo(
    () => alarms.filter(({ equipment }) => index.equipment(equipment)?.line === line.id),
    [alarms, index, line.id],
  );
  const trended = useMemo(() => lineSignals(index.equipmentOf(line.id), index), [index, line.id]);
  const welds = [...useSeams().keys()].some((address) => index.equipment(address)?.line === line.id);
  const utilities = line.stations.filter(({ inFlow }) => !inFlow);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{line.name[language]}</h1>
        <span className="muted">
          {line.product[language]} · {t('line.takt', { takt: formatQuantity(line.taktS, 's', language, 0) })}
        </span>
        <Link to={linkTo('/production', { line: line.id })}>{t('production.title')}</Link>
        {welds && <Link to={linkTo('/seams')}>{t('seam.quality')}</Link>}
      </header>
      {kpi ? (
        <Indicators line={line} kpi={kpi} />
      ) : (
        <Panel>
          <Empty>{t('line.noKpi')}</Empty>
        </Panel>
      )}
      <Panel title={t('line.flow')} extra={<span className="muted">{t('line.flowHint')}</span>}>
        <ol className="flow">
          {line.stations
            .filter(({ inFlow }) => inFlow)
            .map((station) => (
              <FlowStation key={station.id} station={station} />
            ))}
        </ol>
        {utilities.length > 0 && (
          <>
            <h3 className="flow-sub">{t('line.utilities')}</h3>
            <ol className="flow utilities">
              {utilities.map((station) => (
                <FlowStation key={station.id} station={station} />
              ))}
            </ol>
          </>
        )}
      </Panel>
      <div className="line-grid">
        <Panel title={t('machine.trend')} extra={<TrendRangePicker />}>
          <TrendPanel signals={trended} height={200} />
        </Panel>
        <Panel flush title={t('nav.alarms')}>
          {standing.length > 0 ? (
            <AlarmRows alarms={standing.slice(0, 8)} withMachine />
          ) : (
            <Empty>{t('alarms.empty')}</Empty>
          )}
        </Panel>
        <Panel flush title={t('line.powerNow')}>
          <PowerList line={line} />
        </Panel>
      </div>
    </div>
  );
}

/** With less of the shift seen than this, being ahead or behind would be a guess. */
const KNOWN_ENOUGH = 0.9;

/** The line's own meter if it has one, else its greatest consumer. */
function lineSignals(machines: readonly Equipment[], index: ReturnType<typeof usePlant>['index']) {
  const signals = machines.flatMap((machine) => index.signalsOf(machine));
  const meter = signals.find(({ id }) => id === 'total_power');
  if (meter) return [meter];
  const greatest = [...machines].sort((a, b) => b.powerKw.running - a.powerKw.running).slice(0, 3);
  return greatest.flatMap((machine) => index.signalWithRole(machine, 'power') ?? []);
}

function Indicators({ line, kpi }: { line: Line; kpi: LineKpi }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const live = useConnection().phase === 'live';
  const shift = line.shifts.find(({ id }) => id === kpi.shift);
  const count = (value: number | null) => (value === null ? NO_VALUE : formatCount(value, language));
  // What no machine ever told is not zero.
  const known = kpi.coverage > 0;
  const power = known ? kpi.powerKw : null;
  const due =
    shift && kpi.planned !== null && kpi.coverage >= KNOWN_ENOUGH
      ? (kpi.planned * (kpi.time - kpi.since)) / (shift.hours * 3_600_000)
      : null;
  const ahead = due === null ? null : Math.round(kpi.good - due);
  const ratios = [
    [t('kpi.availability'), kpi.availability],
    [t('kpi.effectiveness'), kpi.effectiveness],
    [t('kpi.quality'), kpi.qualityRatio],
  ] as const;
  return (
    <div className="indicators" data-stale={!live}>
      <Panel>
        <div className="big-fact">
          <span className="fact-label">
            {t('kpi.output')} · {shift ? shift.name[language] : t('kpi.noShift')}{' '}
            {t('kpi.since', { time: formatMinute(kpi.since, index.model.site.timeZone) })}
          </span>
          <span className="big-value">
            {count(known ? kpi.good : null)}
            <small>
              / {count(kpi.planned)} {t('common.parts')}
            </small>
          </span>
          {known && kpi.planned !== null && (
            <BulletBar
              value={kpi.good}
              max={Math.max(kpi.planned, kpi.expectedByShiftEnd ?? 0) * 1.05}
              target={kpi.planned}
              outlook={kpi.expectedByShiftEnd}
              label={`${t('kpi.output')} ${count(kpi.good)} / ${count(kpi.planned)}`}
            />
          )}
          <span className="fact-foot">
            {t('kpi.expected')} <b>{count(kpi.expectedByShiftEnd)}</b>
            {ahead !== null && (
              <span className={ahead < 0 ? 'tone-warn' : 'tone-good'}>
                {ahead < 0
                  ? t('line.behind', { count: formatCount(-ahead, language) as never })
                  : t('line.ahead', { count: formatCount(ahead, language) as never })}
              </span>
            )}
            <span>
              {t('kpi.scrap')} <b>{count(kpi.scrap)}</b>
            </span>
          </span>
        </div>
      </Panel>
      <Panel>
        <div className="big-fact">
          <span className="fact-label">{t('kpi.oee')}</span>
          <span className="big-value">{formatPercent(kpi.oee, language)}</span>
          <ul className="ratio-list">
            {ratios.map(([name, ratio]) => (
              <li key={name}>
                <span>{name}</span>
                <BulletBar
                  value={ratio ?? 0}
                  max={Math.max(1, ratio ?? 0)}
                  label={`${name} ${formatPercent(ratio, language)}`}
                />
                <b>{formatPercent(ratio, language)}</b>
              </li>
            ))}
          </ul>
          <OverEffectiveNote over={kpi.overEffective} />
          {kpi.coverage < 0.995 && (
            <span className="fact-foot tone-warn">
              {t('kpi.coverage', {
                share: formatPercent(kpi.coverage, language, kpi.coverage < 0.01 ? 2 : 0),
              })}
            </span>
          )}
          {kpi.gaps.count > 0 && (
            <Link className="fact-foot tone-warn" to={linkTo('/system')}>
              {t('gaps.touched', { count: kpi.gaps.count, time: formatAge(kpi.gaps.seconds * 1000) })}
            </Link>
          )}
        </div>
      </Panel>
      <Panel>
        <div className="big-fact">
          <span className="fact-label">{t('kpi.power')}</span>
          <span className="big-value">
            {power === null ? NO_VALUE : formatNumber(power, language)}
            {power !== null && <small>kW</small>}
          </span>
          <dl className="facts tight">
            <dt>{t('kpi.energy')}</dt>
            <dd>{known ? formatQuantity(kpi.energyKwh, 'kWh', language) : NO_VALUE}</dd>
            <dt>{t('kpi.perPart')}</dt>
            <dd>
              {kpi.kwhPerGoodPart === null ? NO_VALUE : formatQuantity(kpi.kwhPerGoodPart, 'kWh', language)}
            </dd>
          </dl>
        </div>
      </Panel>
    </div>
  );
}

/** A station of the flow: its machines as glyphs with their counts, then the parts waiting behind it. */
function FlowStation({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const machines = station.equipment.flatMap((address) => index.equipment(address) ?? []);
  return (
    <li className="flow-station" data-many={machines.length > 3}>
      <div className="flow-head" title={station.name[language]}>
        <span className="tree-id">{station.id}</span>
        <span>{station.name[language]}</span>
      </div>
      <ul>
        {machines.map((machine) => (
          <FlowMachine key={machine.address} machine={machine} inFlow={station.inFlow} />
        ))}
      </ul>
      {station.inFlow && station.bufferAfter > 0 && (
        <div className="flow-buffer">
          <span>{t('line.buffer')}</span>
          <BufferCount machines={machines} size={station.bufferAfter} />
        </div>
      )}
    </li>
  );
}

/** A machine of the flow with its good parts; a utility makes none, so it shows its power. */
function FlowMachine({ machine, inFlow }: { machine: Equipment; inFlow: boolean }) {
  const { language } = usePreferences();
  const linkTo = useLinkTo();
  const signals = useMachines().get(machine.address)!;
  const alarm = useStandingAlarms().get(machine.address);
  const shown = inFlow ? signals.good : signals.power;
  return (
    <li>
      <Link
        className="flow-machine"
        to={linkTo(`/equipment/${machine.address}`)}
        title={`${machine.id} ${machine.name[language]}`}
      >
        <MachineGlyph machine={signals} size={16} />
        <span className="flow-id">{machine.id}</span>
        <span className="flow-state">
          <MachineStateText machine={signals} />
        </span>
        {alarm && <AlarmGlyph priority={alarm.priority} pulsing={alarm.unacknowledged} size={11} />}
        <span className="flow-count">{shown ? <LiveValue signal={shown} /> : NO_VALUE}</span>
      </Link>
    </li>
  );
}

/** Parts between this station and the next; machines of one station feed one buffer, so the newest word counts. */
function BufferCount({ machines, size }: { machines: readonly Equipment[]; size: number }) {
  const { language } = usePreferences();
  const all = useMachines();
  const text = useRef<HTMLElement>(null);
  const bar = useRef<HTMLElement>(null);
  useLivePaint((live) => {
    let newest = -1;
    let count = NaN;
    for (const machine of machines) {
      const signal = all.get(machine.address)?.bufferOut;
      if (!signal || live.time[signal.index] <= newest || live.time[signal.index] === 0) continue;
      newest = live.time[signal.index];
      count = live.value[signal.index];
    }
    setText(text.current!, formatCount(count, language));
    bar.current!.style.width = `${Number.isFinite(count) ? Math.min(100, (count / size) * 100) : 0}%`;
  });
  return (
    <>
      <span className="buffer-bar">
        <i ref={bar} />
      </span>
      <span>
        <b ref={text} /> <span className="muted">/ {formatCount(size, language)}</span>
      </span>
    </>
  );
}

/** Machines by rated power, greatest first, with what they draw now. */
function PowerList({ line }: { line: Line }) {
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const machines = useMemo(
    () =>
      index
        .equipmentOf(line.id)
        .toSorted((a, b) => b.powerKw.running - a.powerKw.running)
        .slice(0, 10),
    [index, line.id],
  );
  return (
    <ul className="value-list">
      {machines.map((machine) => {
        const power = index.signalWithRole(machine, 'power');
        return (
          power && (
            <li key={machine.address}>
              <Link className="value-name" to={linkTo(`/equipment/${machine.address}`)}>
                <span className="tree-id">{machine.id}</span> {machine.name[language]}
              </Link>
              <PowerBar signal={power.index} peak={machine.powerKw.peak} />
              <LiveValue signal={power} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function PowerBar({ signal, peak }: { signal: number; peak: number }) {
  const bar = useRef<HTMLElement>(null);
  useLivePaint((live) => {
    const value = live.value[signal];
    bar.current!.style.width = `${Number.isFinite(value) && peak > 0 ? Math.min(100, (value / peak) * 100) : 0}%`;
  });
  return (
    <span className="buffer-bar wide">
      <i ref={bar} />
    </span>
  );
}
