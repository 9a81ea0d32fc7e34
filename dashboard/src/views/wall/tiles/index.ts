import type { WallTile } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import type { FunctionComponent } from 'react';
import { DemandTile } from './demand-tile.tsx';
import { EnergyTile } from './energy-tile.tsx';
import { IncidentsTile } from './incidents-tile.tsx';
import { MachinesTile } from './machines-tile.tsx';
import { OeeTile } from './oee-tile.tsx';
import { OutputTile } from './output-tile.tsx';
import { PowerTrendTile } from './power-trend-tile.tsx';
import { ShiftTile } from './shift-tile.tsx';

/** What draws each kind of tile. */
export const TILES: Readonly<Record<WallTile, FunctionComponent<{ lines: readonly Line[] }>>> = {
  output: OutputTile,
  oee: OeeTile,
  'energy-per-part': EnergyTile,
  demand: DemandTile,
  'power-trend': PowerTrendTile,
  incidents: IncidentsTile,
  machines: MachinesTile,
  shift: ShiftTile,
};
