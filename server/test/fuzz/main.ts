import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.ts';

/** `npm run fuzz [-- --inputs 1000000 --seed 7]`: feeds every decoder broken inputs and prints what became of them. */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const startedAt = performance.now();
console.log(`seed ${values.seed}`);
let total = 0;
for (const { name, inputs, outcomes, grownMb } of runFuzz(Number(values.inputs), Number(values.seed))) {
  total += inputs;
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  console.log(`${name}: ${inputs} inputs, heap ${grownMb.toFixed(1)} MB; ${counts.join(', ')}`);
}
console.log(
  `${total} inputs in ${((performance.now() - startedAt) / 1000).toFixed(0)} s, none broke a decoder`,
);
