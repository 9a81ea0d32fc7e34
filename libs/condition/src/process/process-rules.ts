import { BEARING_LINE_RULES } from './bearing-line-rules.ts';
import type { ProcessRule } from './process-rule.ts';
import { WELD_LINE_RULES } from './weld-line-rules.ts';

/** All process faults that the slow signals of a plant show. */
export const PROCESS_RULES: readonly ProcessRule[] = [...BEARING_LINE_RULES, ...WELD_LINE_RULES];
