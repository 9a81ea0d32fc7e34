import { preset } from '../jest.preset.mjs';

// Two files at a time: while one waits for its page the other draws.
export default preset({ maxWorkers: 2 });
