import { preset } from '../jest.preset.mjs';

// Real servers are started, killed and waited for here; on a busy machine that takes longer than Jest's 5 s.
export default preset({ testTimeout: 20_000 });
