import type { HealthPart } from '@linetwin/contracts';
import type { HistoryWriter } from '../../history/history-writer.ts';
import type { Intake } from '../../ingest/intake.ts';
import type { Sources } from '../../ingest/sources.ts';
import { OUTBOX_KINDS, type Outbox } from '../../spool/outbox.port.ts';
import type { LmdbSpool } from '../../spool/lmdb-spool.ts';
import { WaitingAge } from '../../spool/waiting-age.ts';
import type { PlantParts } from '../plant-parts.ts';

/** Senders with a wrong clock that are named on one line; the page of them has all. */
const NAMED_SOURCES = 3;

/** What health and figures of the role ingest are read from. */
export interface IngestFigureParts {
  spool: LmdbSpool;
  writer: HistoryWriter;
  intake: Intake;
  sources: Sources;
  /** Connections of machines that are open; `wanted` is known where the server makes them itself, at brokers elsewhere. */
  connections: () => { open: number; wanted: number | undefined };
  /** Everything that brings records to the data base, with why it cannot now. */
  recorders: readonly { readonly problem: string | undefined }[];
}

/** Adds to health, metrics and the pages' figures what the role ingest knows of itself. */
export function addIngestFigures(plant: PlantParts, parts: IngestFigureParts): void {
  addStores(plant, parts);
  addSenders(plant, parts);
  addFlow(plant, parts);
}

function addStores({ health, history, outbox }: PlantParts, parts: IngestFigureParts): void {
  const { writer, spool, intake, recorders } = parts;
  health.add('history', async () => {
    const { name, bytes } = await history.figures();
    if (writer.problem) return { ok: false, detail: writer.problem };
    const size = bytes === undefined ? '' : `, ${(bytes / 1e6).toFixed(1)} MB`;
    const detail = `${name}${size}`;
    return { ok: true, detail, words: { text: 'history', values: { detail } } };
  });
  health.add(
    'spool',
    () => {
      if (intake.problem) return { ok: false, detail: intake.problem };
      const count = batchesIn(spool);
      return { ok: true, detail: `${count} batches waiting`, words: { text: 'spool', values: { count } } };
    },
    { needed: true },
  );
  health.add('records', () => {
    const problem = recorders.map((one) => one.problem).find((one) => one !== undefined);
    if (problem) return { ok: false, detail: problem };
    const count = recordsIn(outbox);
    return { ok: true, detail: `${count} records waiting`, words: { text: 'records', values: { count } } };
  });
}

function addSenders({ health, metrics, settings }: PlantParts, parts: IngestFigureParts): void {
  const { sources, connections } = parts;
  const limitS = settings.clockSkewMs / 1000;
  health.add('machines', (): HealthPart => {
    const { open, wanted } = connections();
    if (wanted === undefined) {
      return {
        ok: true,
        detail: `${open} connections`,
        words: { text: 'connections', values: { count: open } },
      };
    }
    return {
      ok: open === wanted,
      detail: `${open} of ${wanted} sessions at the brokers`,
      words: { text: 'sessions', values: { open, wanted } },
    };
  });
  health.add('clocks', () => {
    const all = sources.report();
    const wrong = all.filter(({ flagged }) => flagged).map(({ source }) => source);
    if (wrong.length === 0) {
      const count = all.length;
      return {
        ok: true,
        detail: `${count} senders within ${limitS} s`,
        words: { text: 'clocks', values: { count, limitS } },
      };
    }
    const named = wrong.slice(0, NAMED_SOURCES).join(', ');
    return {
      ok: false,
      detail: `${wrong.length} of ${all.length} senders more than ${limitS} s off: ${named}${wrong.length > NAMED_SOURCES ? ', …' : ''}`,
    };
  });
  metrics.gauge('sources', 'Senders of telemetry that are known', () => sources.report().length);
  metrics.gauge(
    'sources_clock_wrong',
    'Senders whose clock is further off than LINETWIN_CLOCK_SKEW_S',
    () => sources.report().filter(({ flagged }) => flagged).length,
  );
  metrics.gaugeBy('source_clock_skew_seconds', 'Clock of a sender minus that of the server', 'source', () =>
    sources
      .report()
      .filter(({ skewMs }) => skewMs !== null)
      .sort((a, b) => Math.abs(b.skewMs!) - Math.abs(a.skewMs!))
      .map(({ source, skewMs }) => [source, skewMs! / 1000]),
  );
  metrics.gauge(
    'broker_sessions',
    'Open sessions at the brokers elsewhere, each with its subscription',
    () => {
      const { open, wanted } = connections();
      return wanted === undefined ? 0 : open;
    },
  );
}

function addFlow({ metrics, figures, outbox }: PlantParts, parts: IngestFigureParts): void {
  const { writer, spool, intake } = parts;
  metrics.gauge('values_accepted', 'Values taken since the start', () => intake.accepted);
  metrics.gauge('values_stored', 'Values that history took since the start', () => writer.stored);
  figures.addRate('valuesPerS', () => intake.accepted);
  figures.addRate('storedPerS', () => writer.stored);
  const spoolAge = new WaitingAge();
  const spoolAgeS = () => spoolAge.look(spool.span(), performance.now()) / 1000;
  metrics.gauge(
    'spool_oldest_seconds',
    'For how long the oldest batch waits that history does not have yet',
    spoolAgeS,
  );
  figures.add('spoolAgeS', spoolAgeS);
  metrics.gauge('spool_batches', 'Batches on disk that history does not have yet', () => batchesIn(spool));
  figures.add('spoolBatches', () => batchesIn(spool));
  metrics.gauge('outbox_records', 'Records on disk that the data base does not have yet', () =>
    recordsIn(outbox),
  );
}

function batchesIn(spool: LmdbSpool): number {
  const span = spool.span();
  return span ? span.newest - span.oldest + 1 : 0;
}

function recordsIn(outbox: Outbox): number {
  return OUTBOX_KINDS.reduce((sum, kind) => sum + outbox.waiting(kind), 0);
}
