import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { DuckDbHistory } from '../history/duckdb-history.ts';
import type { HistoryStore } from '../history/history.port.ts';
import { InfluxHistory } from '../history/influx/influx-history.ts';
import type { Quarantine } from '../history/quarantine.ts';

/** Where values are kept: InfluxDB where there is one, else the embedded store. */
export function createHistory(settings: Settings, quarantine: Quarantine): HistoryStore {
  const folder = join(settings.dataFolder, 'history');
  return settings.influx
    ? new InfluxHistory({
        ...settings.influx,
        retention: settings.retention,
        markFile: join(folder, 'influx-mark'),
        quarantine,
      })
    : new DuckDbHistory({ path: join(folder, 'history.duckdb'), retention: settings.retention });
}
