import type { Equipment } from '@linetwin/model';
import type { Language } from '../../ui/format.ts';

/** What a machine's kind is called; its id where the model is of a time before kinds came with their names. */
export function kindName(
  { kind, kindName }: Pick<Equipment, 'kind' | 'kindName'>,
  language: Language,
): string {
  return kindName?.[language] ?? kind;
}
