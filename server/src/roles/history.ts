import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { DuckDbHistory } from '../history/duckdb-history.ts';
import type { HistoryStore } from '../history/history.port.ts';

/** Where values are kept: the embedded store. */
export function createHistory(settings: Settings, _logger: Logger): HistoryStore {
  return new DuckDbHistory({ path: join(settings.dataFolder, 'history', 'history.duckdb') });
}
