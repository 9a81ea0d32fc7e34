import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evidenceSvg, type Evidence } from './evidence-picture.ts';
import { renderPng } from './render-picture.ts';

const T = Date.UTC(2026, 0, 5, 8);
const evidence = (values: number[], limits: number[] = []): Evidence => ({
  label: 'B11-OR1 filter_dp (kPa)',
  time: values.map((_, i) => T + i * 1000),
  min: values,
  max: values.map((value) => value + 1),
  limits,
  since: T + 5000,
  zone: 'Asia/Shanghai',
});

test('the evidence becomes a PNG of twice its size', async () => {
  const png = Buffer.from(await renderPng(evidenceSvg(evidence([40, 45, 52, 60, 71, 83, 90], [80]))));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 600]);
  expect(png.length).toBeGreaterThan(5000);
});

test('shows plant time, the limit and the unit', () => {
  const svg = evidenceSvg(evidence([40, 90], [80]));
  expect(svg).toContain('16:00:00');
  expect(svg).toContain('filter_dp (kPa)');
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
});

test('draws only finite coordinates, whatever values came', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
      expect(evidenceSvg(evidence(values))).not.toMatch(/NaN|Infinity/);
    }),
  );
});
