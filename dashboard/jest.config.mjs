import { preset } from '../jest.preset.mjs';

// One file at a time: a browser that draws in software takes all cores.
export default preset({ maxWorkers: 1 });
