import { readFile, writeFile } from 'node:fs/promises';
import type { Alarm } from '@linetwin/contracts';
import type { WatchedLimit } from '../alarms/watched-limit.ts';
import type { PastChange } from '../replay/past-records.port.ts';

/** Alarms that are kept of a run; of one that has more, the later ones are only counted. */
const MOST_ALARMS = 50_000;

/** Alarms as they rose and went while a run was recorded; nobody acknowledges them. */
export class RunAlarmLog {
  private readonly made: { alarm: Alarm; at: number }[] = [];
  private readonly standing = new Map<WatchedLimit, Alarm>();
  private count = 0;

  raised(limit: WatchedLimit, at: number, value: number): void {
    if (this.count++ >= MOST_ALARMS) return;
    const { point, equipment, limit: type, setPoint, priority, message } = limit;
    const alarm: Alarm = {
      id: `${point} ${at}`,
      signal: limit.signal!.address,
      equipment,
      limit: type,
      setPoint,
      priority,
      state: 'Unacknowledged',
      raisedAt: at,
      clearedAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      value,
      message,
    };
    this.standing.set(limit, alarm);
    this.made.push({ alarm, at });
  }

  cleared(limit: WatchedLimit, at: number): void {
    const alarm = this.standing.get(limit);
    if (!alarm) return;
    this.standing.delete(limit);
    this.made.push({ alarm: { ...alarm, state: 'Normal', clearedAt: at }, at });
  }

  /** One JSON object per change, in the order in which they were made. */
  async write(file: string): Promise<void> {
    if (this.made.length > 0)
      await writeFile(file, this.made.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
}

/** Changes of alarms as `RunAlarmLog` wrote them; none where there is no file, as of runs that exceeded nothing. */
export async function readRunAlarms(file: string): Promise<PastChange[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { alarm, at } = JSON.parse(line) as { alarm: Alarm; at: number };
      return { kind: 'alarm', time: at, alarm };
    });
}
