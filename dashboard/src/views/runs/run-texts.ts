import type { RunSummary } from '@linetwin/contracts';
import { durationText, faultKind } from '@linetwin/model/scenario';
import type { ModelIndex } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment, formatNumber, type Language } from '../../ui/format.ts';

/** Texts of these pages. */
export function useRunTexts() {
  return useTranslation('translation', { keyPrefix: 'runs' }).t;
}
export type RunT = ReturnType<typeof useRunTexts>;

/** A name by which runs of one scenario are told apart. */
export function runName({ name, seed }: RunSummary): string {
  return seed === null ? name : `${name} #${seed}`;
}

/** Names of two runs that stand beside each other; alike ones say which came from the other, or when each was asked for. */
export function runNames(
  run: RunSummary,
  other: RunSummary,
  branch: string,
  moment: (at: number) => string,
): [string, string] {
  const names: [string, string] = [runName(run), runName(other)];
  if (names[0] !== names[1]) return names;
  if (other.branchOf?.run === run.id) return [names[0], `${names[1]} · ${branch}`];
  if (run.branchOf?.run === other.id) return [`${names[0]} · ${branch}`, names[1]];
  return [`${names[0]} · ${moment(run.askedAt)}`, `${names[1]} · ${moment(other.askedAt)}`];
}

/** The same, for a page on which there may be one run only. */
export function useRunNames(run: RunSummary, other: RunSummary | undefined): [string, string] {
  const t = useRunTexts();
  const { index } = usePlant();
  if (!other) return [runName(run), ''];
  return runNames(run, other, t('branch.name'), (at) => formatMoment(at, index.model.site.timeZone));
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
