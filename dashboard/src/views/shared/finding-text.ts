import type { BearingWord, Finding } from '@linetwin/contracts';
import type { TFunction } from 'i18next';
import type { Language } from '../../ui/format.ts';

/** What a finding says in a few words: the verdict on a bearing, or the fault that a rule named. */
export function verdictText(finding: Finding, language: Language, t: TFunction): string {
  return finding.kind === 'bearing'
    ? t(`findings.verdict.${finding.verdict as BearingWord}`)
    : finding.summary[language];
}
