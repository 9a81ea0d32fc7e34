import type { burstsTogetherZh } from './bursts-together-zh.ts';

/** Texts of what several bursts say together. */
export const burstsTogetherEn: typeof burstsTogetherZh = {
  title: '{{count}} bursts judged together',
  names: 'Together:',
  alone: 'The newest burst alone:',
  noFault: 'No fault found',
  something: 'lines as of a fault, too weak to name it',
  averaged:
    'The spectrum is the mean of {{count}} bursts, each aligned at its own slip: fault lines stand where they would without slip, shaft lines are left out. Slips in the table are means.',
  single: 'Spectrum and table are of the newest burst only.',
  meanSlip: 'mean of {{count}}',
  ofNewest: 'newest burst',
};
