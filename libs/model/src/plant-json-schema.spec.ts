import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { plantJsonSchemas } from './plant-json-schema.ts';

describe('the JSON Schemas for editors', () => {
  test.each(Object.entries(plantJsonSchemas()))(
    'plants/schema/%s.schema.json is what the zod schema says (run "npm run schema" when it is not)',
    async (name, schema) => {
      const file = new URL(`../../../plants/schema/${name}.schema.json`, import.meta.url);
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
    },
  );

  test('know every key of a signal, so that an editor can offer and explain it', () => {
    const kind = JSON.stringify(plantJsonSchemas().kind);
    for (const key of ['whileStates', 'deadband', 'periodMs', 'burstSignal', 'sizeM'])
      expect(kind).toContain(`"${key}"`);
    expect(kind).toContain('What the sensor can deliver; values outside are Bad');
  });

  test('refuse keys nobody knows', () => {
    expect(plantJsonSchemas().site).toMatchObject({ additionalProperties: false });
  });
});
