import type { RunSummary } from '@linetwin/contracts';
import { durationText, faultKind } from '@linetwin/model/scenario';
import type { ModelIndex } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { formatNumber, type Language } from '../../ui/format.ts';

/** Texts of these pages. */
export function useRunTexts() {
  return useTranslation('translation', { keyPrefix: 'runs' }).t;
}
export type RunT = ReturnType<typeof useRunTexts>;

/** A name by which runs of one scenario are told apart. */
export function runName({ name, seed }: RunSummary): string {
  return seed === null ? name : `${name} #${seed}`;
}

export function runDuration({ beginAt, endAt }: RunSummary): string {
  return durationText(Math.round((endAt - beginAt) / 1000));
}

export function faultName(id: string, language: Language): string {
  return faultKind(id)?.name[language] ?? id;
}

export function machineName(nameOrAddress: string, index: ModelIndex, language: Language): string {
  const found =
    index.equipment(nameOrAddress) ?? index.model.equipment.find(({ id }) => id === nameOrAddress);
  return found ? `${found.id} ${found.name[language]}` : nameOrAddress;
}

export function megabytes(bytes: number, language: Language): string {
  return `${formatNumber(bytes / 1e6, language, 1)} MB`;
}
