/**
 * Puts shaft and drive faults into simulated lines and judges every burst as the worker does: baseline from the machine's own healthy bursts, then
 * the fault. Prints what was named, how often, and how many healthy bursts were called.
 *
 *   node --conditions=@linetwin/source tools/diagnosis/shaft-bench.ts [first seed] [seeds] [text of a name]
 */
import { fileURLToPath } from 'node:url';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { diagnoseShaftOf } from '../../server/src/condition/shaft-diagnosis.ts';
import { foldShaftBurst, newShaftState, referencesAt } from '../../server/src/condition/shaft-health.ts';
import { SourceClock } from '../../simulators/src/equipment/source-clock.ts';
import { LineSimulation } from '../../simulators/src/line/line-simulation.ts';
import type { Fault } from '@linetwin/model/scenario';

const START_MS = Date.UTC(2026, 0, 5);
/** Two hours hold the 20 bursts of a baseline; then ten bursts with the fault. */
const ONSET_S = 7200;
const END_S = ONSET_S + 3000;
const FAULTS: readonly {
  machine: string;
  line: string;
  fault: Fault['id'];
  named: string;
  severity: number;
}[] = [
  { machine: 'B12-1', line: 'bearing-1', fault: 'imbalance', named: 'imbalance', severity: 1 },
  { machine: 'BU-COOL', line: 'bearing-1', fault: 'misalignment', named: 'misalignment', severity: 1 },
  { machine: 'B12-1', line: 'bearing-1', fault: 'looseness', named: 'looseness', severity: 1 },
  { machine: 'B01', line: 'bearing-1', fault: 'gear', named: 'gear', severity: 1 },
  { machine: 'B11-IR2', line: 'bearing-1', fault: 'chatter', named: 'chatter', severity: 1.5 },
  { machine: 'BU-C1', line: 'bearing-1', fault: 'soft-support', named: 'resonance', severity: 1 },
  { machine: 'L09-A', line: 'weld-1', fault: 'drive-belt', named: 'belt', severity: 1 },
];

const first = Number(process.argv[2] ?? 301);
const seeds = Number(process.argv[3] ?? 2);
const index = new ModelIndex(
  await readPlantFolder(fileURLToPath(new URL('../../plants/liaocheng', import.meta.url))),
);
for (const script of FAULTS.filter(({ fault }) => fault.includes(process.argv[4] ?? ''))) {
  for (let seed = first; seed < first + seeds; seed++) {
    const { healthy, faulty } = run(script, seed);
    console.log(
      `${script.fault.padEnd(13)} ${script.machine.padEnd(8)} seed ${seed}  healthy: ${told(healthy)}  with it: ${told(faulty)}`,
    );
  }
}

function run({ machine: id, line, fault, severity }: (typeof FAULTS)[number], seed: number) {
  const machineOf = index.equipmentOf(line).find((one) => one.id === id)!;
  const simulation = new LineSimulation({
    model: index.model,
    line,
    seed,
    faults: [
      {
        id: fault,
        equipment: machineOf.address,
        onsetS: ONSET_S,
        endS: Infinity,
        severity,
        growth: 'step',
        tauS: 1,
        maxSeverity: 4,
      },
    ],
    clock: new SourceClock(START_MS),
  });
  const machine = simulation.machines.find(({ equipment }) => equipment.address === machineOf.address)!;
  let state = newShaftState(id);
  const healthy: string[] = [];
  const faulty: string[] = [];
  for (let s = 1; s <= END_S; s++) {
    simulation.advanceFlow(s);
    for (const one of simulation.machines) {
      one.step(1, s);
      one.seams.length = 0;
    }
    for (const burst of machine.burstsDue(START_MS + s * 1000)) {
      const diagnosis = diagnoseShaftOf(burst, machineOf, referencesAt(state, burst.speedRpm));
      state = foldShaftBurst(state, burst.time, diagnosis, { findingOpen: false, alarmActive: false });
      const { verdict, grade, reason } = diagnosis;
      (s < ONSET_S ? healthy : faulty).push(grade === 'none' ? (reason ?? verdict) : `${verdict} ${grade}`);
    }
  }
  return { healthy, faulty };
}

function told(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
