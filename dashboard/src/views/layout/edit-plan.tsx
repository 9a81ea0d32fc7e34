import type { Equipment } from '@linetwin/model';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { halfExtent, placeLabels, type LabelSide } from '../shared/plan-labels.ts';
import { usePixelsPerMetre } from '../shared/plan-scale.ts';
import type { LayoutDraft } from './use-draft.ts';
import { useDrag } from './use-drag.ts';

/** Air around the hall, metres. */
const MARGIN_M = 2;
const GRID_LINES_M = 5;

/** The hall from above, to move machines in: where they are planned, where they stand in the draft, what is wrong. */
export function EditPlan(props: {
  draft: LayoutDraft;
  chosen: Equipment | undefined;
  snaps: boolean;
  onChoose: (machine: Equipment | null) => void;
}) {
  const { draft, chosen, snaps, onChoose } = props;
  const { t } = useTranslation();
  const { index } = usePlant();
  const { hall, equipment } = index.model;
  const svg = useRef<SVGSVGElement>(null);
  const pxPerM = usePixelsPerMetre(svg, hall.lengthM + 2 * MARGIN_M, hall.widthM + 2 * MARGIN_M);
  const { begin } = useDrag({
    draft,
    snaps,
    floorAt: ({ clientX, clientY }) => {
      const matrix = svg.current!.getScreenCTM();
      if (!matrix) return null;
      const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
      return { x, z: y };
    },
  });
  const wrong = useMemo(() => {
    const found = new Set<string>();
    for (const problem of draft.problems) {
      found.add(problem.machine);
      if (problem.kind === 'overlap') found.add(problem.other);
    }
    return found;
  }, [draft.problems]);
  const chosenAddress = chosen?.address;
  const labels = useMemo(
    () =>
      placeLabels(
        draft.machines.map(({ address, id, at, sizeM }) => {
          const { halfWidth, halfHeight } = halfExtent(
            { width: sizeM.length, height: sizeM.width },
            at.rotationDeg,
          );
          const priority =
            (address === chosenAddress ? 1000 : 0) +
            (wrong.has(address) ? 100 : 0) +
            (draft.draft.has(address) ? 50 : 0) +
            Math.min(40, sizeM.length * sizeM.width);
          return {
            id: address,
            x: at.x * pxPerM,
            y: at.z * pxPerM,
            halfWidth: halfWidth * pxPerM,
            halfHeight: halfHeight * pxPerM,
            text: id,
            priority,
          };
        }),
      ),
    [draft.machines, draft.draft, wrong, chosenAddress, pxPerM],
  );
  const { lengthM, widthM } = hall;
  return (
    <div className="plan layout-plan">
      <svg
        ref={svg}
        viewBox={`${-lengthM / 2 - MARGIN_M} ${-widthM / 2 - MARGIN_M} ${lengthM + 2 * MARGIN_M} ${widthM + 2 * MARGIN_M}`}
        role="group"
        aria-label={t('layout.plan')}
        preserveAspectRatio="xMidYMid meet"
        onClick={(event) => event.target === event.currentTarget && onChoose(null)}
      >
        <rect
          className="plan-hall"
          x={-lengthM / 2}
          y={-widthM / 2}
          width={lengthM}
          height={widthM}
          onClick={() => onChoose(null)}
        />
        <Grid lengthM={lengthM} widthM={widthM} />
        {draft.aisles.map(({ z, widthM: wide }) => (
          <rect
            key={z}
            className="layout-aisle"
            x={-lengthM / 2}
            y={z - wide / 2}
            width={lengthM}
            height={wide}
          />
        ))}
        <Flows machines={draft.machines} />
        {equipment
          .filter(({ address }) => draft.draft.has(address))
          .map(({ address, sizeM, at }) => (
            <g key={address} transform={`translate(${at.x} ${at.z}) rotate(${-at.rotationDeg})`}>
              <rect
                className="layout-planned"
                x={-sizeM.length / 2}
                y={-sizeM.width / 2}
                width={sizeM.length}
                height={sizeM.width}
              />
            </g>
          ))}
        {draft.machines.map((machine) => (
          <EditMachine
            key={machine.address}
            machine={machine}
            chosen={machine.address === chosen?.address}
            moved={draft.draft.has(machine.address)}
            wrong={wrong.has(machine.address)}
            label={labels.get(machine.address)}
            pxPerM={pxPerM}
            onChoose={onChoose}
            onPress={begin}
          />
        ))}
      </svg>
    </div>
  );
}

function EditMachine(props: {
  machine: Equipment;
  chosen: boolean;
  moved: boolean;
  wrong: boolean;
  label: LabelSide | undefined;
  pxPerM: number;
  onChoose: (machine: Equipment) => void;
  onPress: (machine: Equipment, event: { clientX: number; clientY: number }) => void;
}) {
  const { machine, chosen, moved, wrong, label, pxPerM, onChoose, onPress } = props;
  const { language } = usePreferences();
  const { at, sizeM, id, name } = machine;
  const px = 1 / pxPerM;
  const { halfHeight } = halfExtent({ width: sizeM.length, height: sizeM.width }, at.rotationDeg);
  return (
    <g
      className="layout-machine"
      data-machine={id}
      data-chosen={chosen}
      data-moved={moved}
      data-wrong={wrong}
      role="button"
      aria-pressed={chosen}
      aria-label={`${id} ${name[language]}`}
      tabIndex={0}
      transform={`translate(${at.x} ${at.z})`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        onChoose(machine);
        onPress(machine, event);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose(machine);
      }}
    >
      <g transform={`rotate(${-at.rotationDeg})`}>
        <rect
          className="layout-footprint"
          x={-sizeM.length / 2}
          y={-sizeM.width / 2}
          width={sizeM.length}
          height={sizeM.width}
          rx={0.15}
        />
        <path
          className="plan-way"
          d={`M${sizeM.length / 2 - 0.6} -0.4l0.4 0.4l-0.4 0.4`}
          pointerEvents="none"
        />
      </g>
      {label && (
        <text
          className="plan-label"
          data-room
          y={label === 'above' ? -halfHeight - 3 * px : halfHeight + 10.5 * px}
          fontSize={10 * px}
        >
          {id}
        </text>
      )}
    </g>
  );
}

function Grid({ lengthM, widthM }: { lengthM: number; widthM: number }) {
  const lines = [];
  for (let x = -Math.floor(lengthM / 2 / GRID_LINES_M) * GRID_LINES_M; x < lengthM / 2; x += GRID_LINES_M)
    lines.push(<path key={`x${x}`} d={`M${x} ${-widthM / 2}V${widthM / 2}`} />);
  for (let z = -Math.floor(widthM / 2 / GRID_LINES_M) * GRID_LINES_M; z < widthM / 2; z += GRID_LINES_M)
    lines.push(<path key={`z${z}`} d={`M${-lengthM / 2} ${z}H${lengthM / 2}`} />);
  return <g className="plan-grid">{lines}</g>;
}

/** The way of parts from station to station, as the draft has it. */
function Flows({ machines }: { machines: readonly Equipment[] }) {
  const { index } = usePlant();
  const paths = useMemo(() => {
    const byAddress = new Map(machines.map((machine) => [machine.address, machine]));
    const middle = (addresses: readonly Equipment['address'][]) => {
      const places = addresses.map((address) => byAddress.get(address)!.at);
      const mean = (axis: 'x' | 'z') =>
        places.reduce((sum, at) => sum + at[axis], 0) / Math.max(1, places.length);
      return { x: mean('x'), z: mean('z') };
    };
    return index.model.lines.flatMap(({ id, stations }) =>
      stations.flatMap((station) =>
        station.feeds.flatMap((target) => {
          const next = stations.find((one) => one.id === target);
          if (!next) return [];
          const [from, to] = [middle(station.equipment), middle(next.equipment)];
          return [{ key: `${id} ${station.id} ${target}`, d: `M${from.x} ${from.z}L${to.x} ${to.z}` }];
        }),
      ),
    );
  }, [index, machines]);
  return (
    <g className="plan-flow">
      {paths.map(({ key, d }) => (
        <path key={key} d={d} />
      ))}
    </g>
  );
}
