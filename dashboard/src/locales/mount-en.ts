import type { mountZh } from './mount-zh.ts';

/** Texts of the judgement of an accelerometer's mount. */
export const mountEn: typeof mountZh = {
  levels: 'Acceleration in third octaves',
  level: 'Spectral density',
  frequency: 'Frequency',
  now: 'Now',
  healthy: 'While healthy ({{count}} bursts)',
  range: 'Range while healthy',
  fitted: 'What a loose mount would do',
  resonance: 'Mount resonance {{frequency}}',
  decided: 'What decided',
  resonanceFact: 'Mount resonance',
  amplification: 'Amplification Q',
  sign: {
    hump: 'At the resonance, above the highest healthy level',
    loss: 'From an octave above it, against the lowest healthy level',
    still: 'Change an octave and more below it',
    shape: 'Off the curve of a resonance',
  },
};
