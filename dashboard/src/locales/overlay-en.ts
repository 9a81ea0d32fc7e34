import type { cameraZh, cutawayZh, overlayZh } from './overlay-zh.ts';

/** What the 3D hall is coloured by, its camera and its picture quality. */
export const overlayEn: typeof overlayZh = {
  choose: 'Colour by',
  name: {
    state: 'State',
    temperature: 'Temperature',
    vibration: 'Vibration zone',
    energy: 'Power',
    quality: 'Quality ratio',
    alarms: 'Alarms',
    oee: 'OEE',
  },
  note: {
    temperature: 'hottest point, furnaces by zone',
    vibration: 'ISO 20816, worst bearing',
    energy: 'column height says the same',
    quality: 'last {{hours}} h',
    alarms: 'highest priority',
    oee: 'last {{hours}} h',
  },
  class: {
    A: 'A good',
    B: 'B fit for long running',
    C: 'C short running only',
    D: 'D causes damage',
    none: 'No alarm',
    P1: 'P1',
    P2: 'P2',
    P3: 'P3',
    P4: 'P4',
  },
  missing: 'No data',
  unmeasured: 'Not measured',
  loading: 'Reading',
  failed: 'Could not be read: {{detail}}',
};

/** A bearing cut open. */
export const cutawayEn: typeof cutawayZh = {
  open: 'Open the cutaway',
  picture: 'Bearing {{bearing}} in section; damaged: {{part}}',
  line: 'its lines {{line}} have the same colour',
  elements: '{{count}} rolling elements',
  slowed: '(shown slowed)',
  none: 'The geometry of this bearing is not known, or no part was named.',
};

/** Camera and picture quality of the 3D hall. */
export const cameraEn: typeof cameraZh = {
  menu: 'View',
  mode: 'Camera',
  orbit: 'Orbit',
  walk: 'Walk',
  follow: 'Follow part',
  hint: {
    orbit: 'Drag to turn, wheel to zoom, right button to shift.',
    walk: 'W A S D or arrows to walk, Shift to hurry, drag to look around.',
    follow: 'Goes along with the nearest part until it leaves the line.',
  },
  end: 'Back to orbit',
  carried: 'on a conveyor',
  inside: 'in {{machine}}',
  bookmarks: 'Kept views',
  noBookmarks: 'None yet; they are kept in this browser.',
  name: 'Name of this view',
  keep: 'Keep',
  forget: 'Remove the view {{name}}',
  quality: 'Picture quality',
  level: { auto: 'Auto', high: 'High', medium: 'Medium', low: 'Low' },
  qualityHint: 'Auto follows the time a frame takes; for this device only.',
};
