import { describe, expect, test } from '@jest/globals';
import { runChaos } from '../bench/chaos/chaos.ts';
import { SHORT } from '../bench/chaos/chaos-bench.ts';
import { hasPostgres, hasRealServer } from '@linetwin/testing';

const TIMEOUT_MS = 240_000;

const wanted = [
  hasPostgres(),
  hasRealServer('influxd', 'influxdb'),
  hasRealServer('redis-server', 'redis-server'),
  hasRealServer('mosquitto', 'mosquitto'),
].every(Boolean);

const SETTING = { ...SHORT, fromSource: true, say: () => undefined };

/* The short setting of `npm run bench -- chaos`, from the sources. What it measures is printed by the bench and not judged here. */
(wanted ? describe : describe.skip)('under outages and kills', () => {
  test(
    'no value that a machine was told is kept is lost, none is in history twice, and no dashboard is refused',
    async () => {
      // Beside each other, each with servers of its own: nearly all of the time is waiting.
      const [outages, kills] = await Promise.all([
        runChaos({ ...SETTING, seed: 1, kills: { embedded: 0, real: 0 } }),
        runChaos({ ...SETTING, seed: 2, outages: [] }),
      ]);
      const phases = [...outages, ...kills];
      expect(phases.map(({ name }) => name)).toEqual([
        'influx away',
        'broker away',
        'kills, embedded stores',
      ]);
      for (const { name, acknowledged, stored, lost, duplicates, refusals } of phases) {
        expect({ name, lost, duplicates, refusals }).toEqual({
          name,
          lost: 0,
          duplicates: 0,
          refusals: 0,
        });
        // Everything made was acknowledged in the end, and nothing else is stored.
        expect(acknowledged).toBeGreaterThan(1000);
        expect(stored).toBe(acknowledged);
      }
    },
    TIMEOUT_MS,
  );
});
