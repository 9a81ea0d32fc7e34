import { preset } from '../jest.preset.mjs';

// Real servers are started, killed and waited for here; on a busy machine that takes longer than Jest's 5 s. One file at a
// time: each of them keeps several processes busy.
// The process that runs them is replaced when it has grown: in one that has loaded a hundred files all else is slow too.
export default preset({ testTimeout: 20_000, maxWorkers: 1, workerIdleMemoryLimit: '700MB' });
