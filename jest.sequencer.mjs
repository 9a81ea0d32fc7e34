import Sequencer from '@jest/test-sequencer';

/** Where whole servers and browsers are started: these files take longest, however short they are. */
const WHOLE_PROGRAMS = /\/(test|e2e)\//;

/**
 * Order of the files of a project: those that start whole programs come first, so that at the end no worker waits for the last
 * of them. Within both, as Jest has it: by the time of the last run, or by size where there was none.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isWhole = ({ path, context }) => WHOLE_PROGRAMS.test(path.slice(context.config.rootDir.length));
    return [...sorted.filter(isWhole), ...sorted.filter((test) => !isWhole(test))];
  }
}
