import type { NoticeSetup } from '@linetwin/contracts';

/** Part of the setup, and how to change it. */
export interface EditorProps {
  setup: NoticeSetup;
  change: (part: Partial<NoticeSetup>) => void;
}
