import type { AlarmPriority, Equipment } from '@linetwin/model';
import { memo, useMemo, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { standingOf } from '../../live/machine-look.ts';
import { useLivePaint, usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { setAttribute } from '../shared/live-value.tsx';
import { useMachines, useStandingAlarms } from '../shared/use-machines.ts';
import { halfExtent, placeLabels, type LabelSide } from '../shared/plan-labels.ts';
import { usePixelsPerMetre } from '../shared/plan-scale.ts';

/** Air around the hall, metres. */
const MARGIN_M = 2;
/** Smallest drawn size of a machine, metres: small ones would not be seen. */
const MIN_SIZE_M = 1.4;

/** The hall from above: every machine at its place and in its state, for screens without WebGL. */
export function FloorPlan(props: {
  selected: string | null;
  line: string | null;
  onSelect: (equipment: Equipment | null) => void;
}) {
  const { selected, line, onSelect } = props;
  const { t } = useTranslation();
  const { index } = usePlant();
  const { hall, equipment } = index.model;
  const standing = useStandingAlarms();
  const box = useRef<HTMLDivElement>(null);

  const view = useMemo(() => {
    const shown = line ? equipment.filter((e) => e.line === line) : [];
    if (shown.length === 0) {
      return {
        x: -hall.lengthM / 2 - MARGIN_M,
        z: -hall.widthM / 2 - MARGIN_M,
        width: hall.lengthM + 2 * MARGIN_M,
        height: hall.widthM + 2 * MARGIN_M,
      };
    }
    const xs = shown.map((e) => e.at.x);
    const zs = shown.map((e) => e.at.z);
    const x = Math.min(...xs) - 6;
    const z = Math.min(...zs) - 6;
    return { x, z, width: Math.max(...xs) + 6 - x, height: Math.max(...zs) + 6 - z };
  }, [line, equipment, hall]);

  const pxPerM = usePixelsPerMetre(box, view.width, view.height);

  const labels = useMemo(
    () =>
      placeLabels(
        equipment.map((machine) => {
          const size = drawnSize(machine);
          const { halfWidth, halfHeight } = halfExtent(size, machine.at.rotationDeg);
          const priority =
            (machine.address === selected ? 1000 : 0) +
            (standing.has(machine.address) ? 100 : 0) +
            (line === null || machine.line === line ? 50 : 0) +
            Math.min(40, size.width * size.height);
          return {
            id: machine.address,
            x: machine.at.x * pxPerM,
            y: machine.at.z * pxPerM,
            halfWidth: halfWidth * pxPerM,
            halfHeight: halfHeight * pxPerM,
            text: machine.id,
            priority,
          };
        }),
      ),
    [equipment, standing, selected, line, pxPerM],
  );

  return (
    <div ref={box} className="plan" onKeyDown={(event) => event.key === 'Escape' && onSelect(null)}>
      <svg
        viewBox={`${view.x} ${view.z} ${view.width} ${view.height}`}
        role="group"
        aria-label={t('hall.plan')}
        preserveAspectRatio="xMidYMid meet"
        onClick={(event) => event.target === event.currentTarget && onSelect(null)}
      >
        <rect
          className="plan-hall"
          x={-hall.lengthM / 2}
          y={-hall.widthM / 2}
          width={hall.lengthM}
          height={hall.widthM}
          rx={0.6}
          onClick={() => onSelect(null)}
        />
        <Aisles length={hall.lengthM} width={hall.widthM} />
        <Flows />
        {equipment.map((machine) => (
          <PlanMachine
            key={machine.address}
            machine={machine}
            selected={machine.address === selected}
            dimmed={line !== null && machine.line !== line}
            alarm={standing.get(machine.address)?.priority}
            pulsing={standing.get(machine.address)?.unacknowledged}
            label={labels.get(machine.address)}
            pxPerM={pxPerM}
            onSelect={onSelect}
          />
        ))}
      </svg>
    </div>
  );
}

/** A light grid of 10 m, so that distances can be read. */
function Aisles({ length, width }: { length: number; width: number }) {
  const lines = [];
  for (let x = -length / 2 + 10; x < length / 2; x += 10)
    lines.push(<path key={`x${x}`} d={`M${x} ${-width / 2}V${width / 2}`} />);
  for (let z = -width / 2 + 10; z < width / 2; z += 10)
    lines.push(<path key={`z${z}`} d={`M${-length / 2} ${z}H${length / 2}`} />);
  return <g className="plan-grid">{lines}</g>;
}

/** The way of parts from station to station. */
function Flows() {
  const { index } = usePlant();
  const paths = useMemo(() => {
    const found: string[] = [];
    for (const line of index.model.lines) {
      for (const station of line.stations) {
        const from = centre(station.equipment.map((address) => index.equipment(address)!));
        for (const target of station.feeds) {
          const next = line.stations.find(({ id }) => id === target);
          if (!next) continue;
          const to = centre(next.equipment.map((address) => index.equipment(address)!));
          found.push(`M${from.x} ${from.z}L${to.x} ${to.z}`);
        }
      }
    }
    return found;
  }, [index]);
  return (
    <g className="plan-flow">
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </g>
  );
}

function drawnSize({ sizeM }: Equipment): { width: number; height: number } {
  return { width: Math.max(MIN_SIZE_M, sizeM.length), height: Math.max(MIN_SIZE_M, sizeM.width) };
}

function centre(machines: Equipment[]): { x: number; z: number } {
  const n = Math.max(1, machines.length);
  return {
    x: machines.reduce((sum, m) => sum + m.at.x, 0) / n,
    z: machines.reduce((sum, m) => sum + m.at.z, 0) / n,
  };
}

const PlanMachine = memo(function PlanMachine(props: {
  machine: Equipment;
  selected: boolean;
  dimmed: boolean;
  alarm?: AlarmPriority;
  pulsing?: boolean;
  label?: LabelSide;
  pxPerM: number;
  onSelect: (equipment: Equipment) => void;
}) {
  const { machine, selected, dimmed, alarm, pulsing = false, label, pxPerM, onSelect } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const signals = useMachines().get(machine.address)!;
  const group = useRef<SVGGElement>(null);
  const use = useRef<SVGUseElement>(null);

  useLivePaint((live, now) => {
    const { look } = standingOf(signals, live, now);
    setAttribute(group.current!, 'data-look', look);
    const words = `${machine.id} ${machine.name[language]}, ${t(`look.${look}`)}`;
    setAttribute(group.current!, 'aria-label', alarm ? `${words}, ${t('alarms.title')} P${alarm}` : words);
    setAttribute(use.current!, 'href', `#glyph-${look}`);
  });

  const { width: w, height: h } = drawnSize(machine);
  const { halfWidth, halfHeight } = halfExtent({ width: w, height: h }, machine.at.rotationDeg);
  // Text keeps its size on the screen; where it would not fit between neighbours only the shape stays.
  const px = 1 / pxPerM;
  const glyph = Math.min(14 * px, 0.9 * Math.min(w, h) + 0.6);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onSelect(machine);
  };
  return (
    <g
      ref={group}
      className="plan-machine"
      data-machine={machine.id}
      data-selected={selected}
      data-dimmed={dimmed}
      role="button"
      tabIndex={0}
      transform={`translate(${machine.at.x} ${machine.at.z})`}
      onClick={() => onSelect(machine)}
      onKeyDown={onKey}
    >
      <g transform={`rotate(${-machine.at.rotationDeg})`}>
        <rect className="plan-body" x={-w / 2} y={-h / 2} width={w} height={h} rx={0.25} />
        <path className="plan-way" d={`M${w / 2 - 0.7} -0.5l0.5 0.5l-0.5 0.5`} />
      </g>
      <use ref={use} href="#glyph-nodata" x={-glyph / 2} y={-glyph / 2} width={glyph} height={glyph} />
      {alarm && (
        <use
          className="plan-alarm"
          data-priority={alarm}
          data-pulsing={pulsing}
          href={`#glyph-priority-${alarm}`}
          x={halfWidth - 5 * px}
          y={-halfHeight - 6 * px}
          width={11 * px}
          height={11 * px}
        />
      )}
      <text
        className="plan-label"
        data-room={label !== undefined}
        y={label === 'above' ? -halfHeight - 3 * px : halfHeight + 10.5 * px}
        fontSize={10 * px}
      >
        {machine.id}
      </text>
    </g>
  );
});
