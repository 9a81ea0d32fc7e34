import { preset } from '../jest.preset.mjs';

// Real servers are started, killed and waited for here; on a busy machine that takes longer than Jest's 5 s. One file at a
// time: each of them keeps several processes busy.
export default preset({ testTimeout: 20_000, maxWorkers: 1 });
