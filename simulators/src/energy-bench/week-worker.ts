import { parentPort } from 'node:worker_threads';
import { simulateWeek, type WeekJob } from './line-week.ts';

/** Simulates the weeks that it is sent, one after the other. */
parentPort?.on('message', (job: WeekJob) => parentPort!.postMessage(simulateWeek(job)));
