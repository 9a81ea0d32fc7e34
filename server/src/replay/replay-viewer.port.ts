import type { CursorState, RecordEvent, RecordsSnapshot } from '@linetwin/contracts';

/** All that a cursor needs of the one who looks: the live protocol, and nothing that leads to people or machines. */
export interface ReplayViewer {
  /** True while what was sent before has not left for the network. */
  isCongested(): boolean;
  sendSnapshot(frame: Uint8Array): void;
  sendFrame(frame: Uint8Array): void;
  sendRecords(snapshot: RecordsSnapshot): void;
  sendRecord(event: RecordEvent): void;
  sendCursor(state: CursorState): void;
}
