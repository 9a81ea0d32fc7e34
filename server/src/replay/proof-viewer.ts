import type { ReplayViewer } from './replay-viewer.port.ts';

const nothing = () => undefined;

/** Nobody looks: a cursor that is only asked how it stands. */
export const NOBODY: ReplayViewer = {
  isCongested: () => false,
  sendSnapshot: nothing,
  sendFrame: nothing,
  sendRecords: nothing,
  sendRecord: nothing,
  sendCursor: nothing,
};
