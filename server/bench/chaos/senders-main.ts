import { HttpSender } from './http-sender.ts';
import { Ledger } from './ledger.ts';
import { MachineGroup } from './machine-group.ts';
import { MqttSender } from './mqtt-sender.ts';

/**
 * Machines in a process of their own. Arguments: address of the broker, or of the server for machines that speak HTTP, equipment addresses of the whole plant, positions of
 * those that are here, values per second, file for the ledger. Messages: `start`, `count`, `stop`.
 */
const [url, equipment, mine, rate, file] = JSON.parse(process.argv[2]) as [
  string,
  string[],
  number[],
  number,
  string,
];
const GROUPS = 4;
const TICK_MS = 10;
const VALUES_PER_MESSAGE = 10;
/** What the machines keep must be told within this time after the last value. */
const LAST_TIMEOUT_MS = 600_000;

const ledger = new Ledger();
const sender = url.startsWith('http') ? new HttpSender(url, equipment) : new MqttSender(url, equipment);
const groups = Array.from({ length: GROUPS }, () => new MachineGroup(sender, ledger));
const lastTime = new Map<number, number>();
let made = 0;
let timer: NodeJS.Timeout | undefined;

process.on('message', (message) => {
  if (message === 'start') start();
  if (message === 'count') process.send!({ kind: 'count', ...counts() });
  if (message === 'stop') void stop();
});
process.on('disconnect', () => process.exit());
for (const group of groups) group.start();
process.send!({ kind: 'ready' });

function start(): void {
  const began = performance.now();
  timer = setInterval(() => {
    const due = Math.floor((((performance.now() - began) / 1000) * rate) / VALUES_PER_MESSAGE);
    for (; made < due; made++) {
      const position = made % mine.length;
      const machine = mine[position];
      // No two messages of a machine have one time, also when a late tick makes several.
      const time = Math.max(Date.now(), (lastTime.get(machine) ?? 0) + 1);
      lastTime.set(machine, time);
      groups[position % GROUPS].add({ machine, time });
    }
  }, TICK_MS);
}

async function stop(): Promise<void> {
  clearInterval(timer);
  const deadline = performance.now() + LAST_TIMEOUT_MS;
  while (counts().unacknowledged > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const group of groups) group.stop();
  await ledger.write(file);
  process.send!({ kind: 'stopped', ...counts() });
}

function counts() {
  return {
    made,
    acknowledged: ledger.length,
    unacknowledged: groups.reduce((sum, group) => sum + group.unacknowledged, 0),
  };
}
