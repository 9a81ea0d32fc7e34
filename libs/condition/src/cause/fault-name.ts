import type { BilingualText } from '../bearing/advice.ts';

/** How sure a finding is, as its summary says it, and what it cannot exclude. */
const HOW_SURE = {
  zh: /（(?:明确|疑似)，置信度 \d+ %(?:[，；](.*))?）/,
  en: / \((?:clear|probable), confidence \d+ %(?:[,;] (.*))?\)/,
};

/** A summary where the confidence stands beside it anyway, and may have changed since: the fault, and what is not excluded. */
export function withoutConfidence({ zh, en }: BilingualText): BilingualText {
  return {
    zh: zh.replace(HOW_SURE.zh, (_, open?: string) => (open ? `（${open}）` : '')),
    en: en.replace(HOW_SURE.en, (_, open?: string) => (open ? ` (${open})` : '')),
  };
}

/** The name of a fault alone: what a summary says of how sure this one is does not hold for all of its kind. */
export function faultName({ zh, en }: BilingualText): BilingualText {
  return { zh: zh.replace(HOW_SURE.zh, ''), en: en.replace(HOW_SURE.en, '') };
}
