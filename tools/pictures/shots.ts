import type { Incident } from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';

export type Language = 'zh' | 'en';

/** One picture of one page. Both languages are taken: Chinese in the dark theme, English in the light one. */
export interface Shot {
  name: string;
  path: string;
  size: { width: number; height: number };
  /** It shows the hall in 3D, which takes a while to be drawn and to come to rest. */
  hall?: true;
  /** Without a name, as a machine or a visitor would see it. */
  signedOut?: true;
}

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const WALL = { width: 1920, height: 1080 };

/** What the pages of a machine, a line and an incident are shown of. */
export interface Examples {
  model: PlantModel;
  incident: Incident;
  /** Id of a run that is over, and of one that branched from it. */
  run: string;
  branch: string;
}

/**
 * A picture of every page there is, in the order in which one would be shown around.
 *
 * @param paths every path of the router with examples in place of its parameters
 * @throws Error naming the paths that no picture shows
 */
export function shotsOf(paths: readonly string[], examples: Examples): Shot[] {
  const shots = tour(examples);
  const shown = new Set(shots.map(({ path }) => path.replace(/\?.*/, '')));
  const missing = paths.filter((path) => !shown.has(path) && !NOT_SHOWN.test(path));
  if (missing.length > 0) throw new Error(`tools/pictures/shots.ts: add a picture of ${missing.join(', ')}.`);
  return shots;
}

/** The link of a notice works once, and an address that leads nowhere is no page. */
const NOT_SHOWN = /^\/(n\/|nothing-here)/;

function tour({ model, incident, run, branch }: Examples): Shot[] {
  const line = model.lines[0].id;
  const grinder = addressOf(model, 'B11-IR1');
  const signals = ['power', 'wheel_power', 'coolant_pressure', 'ae_rms'].map((id) => `${grinder}/${id}`);
  const desk = (name: string, path: string): Shot => ({ name, path, size: DESK });
  const hall = (name: string, path: string): Shot => ({ ...desk(name, path), hall: true });
  return [
    { ...hall('hall', '/'), size: WALL },
    hall('hall-machine', `/?sel=${encodeURIComponent(grinder)}`),
    hall('hall-power', '/?overlay=energy'),
    { name: 'wall', path: '/wall', size: WALL, hall: true },
    desk('line', `/lines/${line}`),
    desk('machine', `/equipment/${grinder}`),
    desk('alarms', '/alarms'),
    desk('findings', '/findings'),
    desk('seams', '/seams'),
    desk('maintenance', '/maintenance'),
    { name: 'maintenance-phone', path: '/maintenance', size: PHONE },
    desk('incident', `/maintenance/${incident.id}`),
    { name: 'incident-phone', path: `/maintenance/${incident.id}`, size: PHONE },
    desk('notices', '/notices'),
    desk('energy', '/energy'),
    desk('savings', '/savings'),
    desk('planner', '/planner'),
    desk('production', '/production'),
    desk('rules', '/rules'),
    desk('workbench', `/workbench?signals=${signals.join()}&last=900000`),
    desk('runs', '/runs'),
    desk('scenario', '/runs/new'),
    desk('run', `/runs/${run}?with=${branch}`),
    hall('futures', `/runs/${run}/hall?with=${branch}&t=1500&sel=bearing-1/B11-OR1`),
    hall('layout', '/layout'),
    desk('system', '/system'),
    desk('users', '/users'),
    desk('displays', '/displays'),
    desk('walls', '/walls'),
    desk('keys', '/keys'),
    desk('audit', '/audit'),
    { ...desk('sign-in', '/sign-in'), signedOut: true },
    { name: 'pair', path: '/pair', size: WALL, signedOut: true },
  ];
}

/** @throws Error when the plant has no such machine */
export function addressOf(model: PlantModel, tag: string): string {
  const machine = model.equipment.find(({ address }) => address.endsWith(`/${tag}`));
  if (!machine) throw new Error(`the plant has no machine ${tag}`);
  return machine.address;
}
