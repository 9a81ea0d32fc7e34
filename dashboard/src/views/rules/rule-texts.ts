import type { RuleDefinition } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../ui/format.ts';
import { kindName } from '../shared/kind-name.ts';

/** Texts of this page. */
export function useRuleTexts() {
  return useTranslation('translation', { keyPrefix: 'rules' }).t;
}
export type RuleT = ReturnType<typeof useRuleTexts>;

/** Which machines a rule is for, in words. */
export function scopeText(
  scope: RuleDefinition['scope'],
  index: ModelIndex,
  language: Language,
  t: RuleT,
): string {
  if (scope.of === 'machine') {
    const machine = index.equipment(scope.equipment);
    return machine ? `${machine.id} ${machine.name[language]}` : scope.equipment;
  }
  const kind = kindText(scope.kind, index, language);
  if (scope.line === undefined) return t('scopeKind', { kind });
  return t('scopeKindLine', { kind, line: index.line(scope.line)?.name[language] ?? scope.line });
}

function kindText(kind: string, index: ModelIndex, language: Language): string {
  const machine = index.model.equipment.find((one) => one.kind === kind);
  return machine ? kindName(machine, language) : kind;
}
