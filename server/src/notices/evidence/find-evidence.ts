import type { FindingDetail } from '@linetwin/contracts';
import type { ModelIndex, Signal } from '@linetwin/model';
import type { HistoryStore } from '../../history/history.port.ts';
import { within } from '../../platform/within.ts';
import type { IncidentNews } from '../notice.ts';
import type { EvidenceInAllLanguages } from './evidence.ts';
import { spectrumEvidence } from './spectrum-evidence.ts';
import { trendEvidence } from './trend-evidence.ts';

/** A notice must leave within five seconds of detection, with its picture or without. */
const READ_MS = 1500;

/** Where the proof of a cause is kept. */
export interface EvidenceSources {
  index: ModelIndex;
  history: HistoryStore;
  /** A finding with what it was made of. */
  findings: { detail(id: string): Promise<FindingDetail | undefined> };
}

/**
 * What shows the first cause best: the spectrum that its finding was made of, the signal that its finding or else its first alarm
 * speaks of.
 *
 * @returns null where nothing shows it, or it cannot be told in time
 */
export async function findEvidence(
  sources: EvidenceSources,
  news: Pick<IncidentNews, 'cause' | 'members'>,
  now = Date.now(),
): Promise<EvidenceInAllLanguages | null> {
  return within(READ_MS, find(sources, news, now)).catch(() => null);
}

async function find(
  { index, history, findings }: EvidenceSources,
  { cause, members }: Pick<IncidentNews, 'cause' | 'members'>,
  now: number,
): Promise<EvidenceInAllLanguages | null> {
  const own = members.filter(({ equipment }) => equipment === cause.equipment);
  const named = own.find(({ kind, key }) => kind === 'finding' && key === cause.key);
  const finding = named && (await findings.detail(named.id).catch(() => undefined));
  const machine = index.equipment(cause.equipment);
  const spectrum = finding && machine ? spectrumEvidence(finding, machine) : null;
  if (spectrum) return spectrum;
  const signal =
    (finding && signalOf(index, cause.equipment, finding.component)) ??
    own
      .filter(({ kind }) => kind === 'alarm')
      .map(({ equipment, key }) => signalOf(index, equipment, key.split('.')[0]))
      .find((one) => one !== undefined);
  return signal ? trendEvidence(index, history, signal, { since: cause.since, now }) : null;
}

function signalOf(index: ModelIndex, equipment: string, id: string): Signal | undefined {
  return index.signal(`${equipment}/${id}`);
}
