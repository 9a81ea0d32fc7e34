import { preset } from '../jest.preset.mjs';

// Real servers are started, killed and waited for here; on a busy machine that takes longer than Jest's 5 s. Two files at a
// time: while one waits for its servers the other works, and more would only make each other late.
// The process that runs them is replaced when it has grown: in one that has loaded a hundred files all else is slow too.
export default preset({
  testTimeout: 20_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '700MB',
  globalSetup: '<rootDir>/test/databases/setup.mjs',
});
