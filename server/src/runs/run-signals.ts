import type {
  ExportFormat,
  HistoryAnswer,
  HistoryQuery,
  StatisticsAnswer,
  StatisticsQuery,
  ValuesAnswer,
  ValuesQuery,
} from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { valuesAnswer } from '../history/history-answers.ts';
import type { ExportedFile, HistoryExportService } from '../history/history-export.service.ts';
import type { HistoryStore } from '../history/history.port.ts';
import { SignalStatisticsService } from '../history/signal-statistics.service.ts';
import type { RunsService } from './runs.service.ts';

/** Values of the signals of runs, as the history of the plant gives those of the plant. All throw UnknownRunError and RunRefusedError. */
export class RunSignals {
  private readonly index: ModelIndex;
  private readonly runs: Pick<RunsService, 'values'>;
  private readonly exports: HistoryExportService;

  constructor(index: ModelIndex, runs: Pick<RunsService, 'values'>, exports: HistoryExportService) {
    this.index = index;
    this.runs = runs;
    this.exports = exports;
  }

  async history(run: string, query: HistoryQuery): Promise<HistoryAnswer> {
    const series = await this.reading(run, (history) => history.read(query));
    return { from: query.from, to: query.to, series };
  }

  async statistics(run: string, query: StatisticsQuery): Promise<StatisticsAnswer> {
    // Nobody was away while a run was made: it has no gaps.
    const noGaps = async (signals: readonly string[]) => signals.map(() => 0);
    const series = await this.reading(run, (history) =>
      new SignalStatisticsService(history, noGaps).of(query),
    );
    return { from: query.from, to: query.to, series };
  }

  async values(run: string, query: ValuesQuery): Promise<ValuesAnswer> {
    return valuesAnswer(query.signal, await this.reading(run, (history) => history.values(query)));
  }

  /** The history of the run stays open until the file is sent. @throws ExportTooLargeError @throws ExportsBusyError */
  async export(run: string, query: StatisticsQuery, format: ExportFormat): Promise<ExportedFile> {
    const { from, to } = query;
    const signals = query.signals.map((address) => ({
      address,
      unit: this.index.signal(address)?.unit ?? '',
    }));
    const { history, release } = await this.runs.values(run);
    try {
      const file = await this.exports.export({ signals, from, to }, format, history);
      file.content.once('close', () => void release());
      return file;
    } catch (error) {
      await release();
      throw error;
    }
  }

  private async reading<T>(run: string, read: (history: HistoryStore) => Promise<T>): Promise<T> {
    const { history, release } = await this.runs.values(run);
    try {
      return await read(history);
    } finally {
      await release();
    }
  }
}
