import Sequencer from '@jest/test-sequencer';

/** Where whole servers and browsers are started: these files take longest, however short they are. */
const WHOLE_PROGRAMS = /\/(test|e2e)\//;

/**
 * Those that take longest of all, short as they are. Where nobody has run them yet, Jest knows no more of a file than its size, and the
 * last of these would be alone at the end, with a core that has nothing to do.
 */
const LONGEST = [
  'e2e/every-page.spec.ts',
  'e2e/dashboard.spec.ts',
  'e2e/models.spec.ts',
  'e2e/wall.spec.ts',
  'e2e/replay.spec.ts',
  'e2e/scene.spec.ts',
  'test/cluster.spec.ts',
  'test/backup.spec.ts',
  'test/sources.spec.ts',
  'test/chaos.spec.ts',
];

/**
 * Order of the files of a project: those that start whole programs come first, so that at the end no worker waits for the last
 * of them. Within both, as Jest has it: by the time of the last run, or by size where there was none, but for
 * the longest.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isWhole = ({ path, context }) => WHOLE_PROGRAMS.test(path.slice(context.config.rootDir.length));
    // Jest notes the time of the last run on each file that it sorts, and without one leaves it out.
    const isLong = ({ path, duration }) =>
      duration == null && LONGEST.some((file) => path.endsWith(`/${file}`));
    const rank = (test) => (isLong(test) ? 0 : isWhole(test) ? 1 : 2);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
