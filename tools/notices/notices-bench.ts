import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { machineFacts } from '../../server/bench/processes.ts';
import { Random } from '../../simulators/src/physics/random.ts';
import { noticeLatency } from './notice-latency.ts';
import { steadyDay } from './steady-day.ts';

const PLANT = fileURLToPath(new URL('../../plants/liaocheng', import.meta.url));

/** `npm run bench -- notices [--faults 200] [--pause-ms 300] [--seeds 3] [--first 201] [--hours 24]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      faults: { type: 'string', default: '200' },
      'pause-ms': { type: 'string', default: '300' },
      seeds: { type: 'string', default: '3' },
      first: { type: 'string', default: '201' },
      hours: { type: 'string', default: '24' },
    },
  });
  const [faults, pauseMs, seeds, first, hours] = [
    values.faults,
    values['pause-ms'],
    values.seeds,
    values.first,
    values.hours,
  ].map(Number);
  const random = new Random(first, 'moments of faults');
  const latency = await noticeLatency(faults, () => random.between(0, 1), pauseMs);
  console.log(
    `${latency.told} of ${faults} incidents told, from the value published to the notice at its service: p50 ${latency.p50Ms} ms, p95 ${latency.p95Ms} ms, p99 ${latency.p99Ms} ms`,
  );
  const index = new ModelIndex(await readPlantFolder(PLANT));
  const days: number[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const lines = await Promise.all(index.model.lines.map(({ id }) => steadyDay(index, id, seed, hours)));
    days.push(lines.reduce((sum, { messages }) => sum + messages, 0));
    for (const { line, messages, commonest } of lines)
      console.log(
        `seed ${seed}, ${line}, ${hours} h without a fault put in: ${messages} messages${commonest.map(([title, count]) => `; ${count} x ${title}`).join('')}`,
      );
  }
  console.log(
    JSON.stringify({
      bench: 'notices',
      ...latency,
      steadyHours: hours,
      messagesPerOperator: days,
      mostPerOperatorDay: (Math.max(...days) * 24) / hours,
      firstSeed: first,
      machine: machineFacts(),
    }),
  );
}
