import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evidenceSvg } from './evidence-picture.ts';
import type { MarkedLine, SpectrumEvidence, TrendEvidence } from './evidence.ts';
import { renderPng } from './render-picture.ts';

const T = Date.UTC(2026, 0, 5, 8);
const evidence = (values: number[], limits: number[] = []): TrendEvidence => ({
  kind: 'trend',
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

test('a notice of an earlier version, whose trend does not say that it is one, keeps its picture', () => {
  const { kind: _kind, ...before } = evidence([40, 90], [80]);
  expect(evidenceSvg(before as TrendEvidence)).toBe(evidenceSvg(evidence([40, 90], [80])));
});

test('shows plant time, the limit and the unit', () => {
  const svg = evidenceSvg(evidence([40, 90], [80]));
  expect(svg).toContain('16:00:00');
  expect(svg).toContain('filter_dp (kPa)');
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
});

const spectrum = (y: number[], marks: MarkedLine[] = []): SpectrumEvidence => ({
  kind: 'spectrum',
  label: 'B11-IR1 包络谱 <1750 r/min>',
  xLabel: '频率 (Hz)',
  yLabel: '调制深度',
  x: y.map((_, i) => i * 10),
  y,
  marks,
});

test('a spectrum becomes a PNG of the same size, with the lines that were hit in the colour of trouble', async () => {
  const svg = evidenceSvg(
    spectrum(
      [0.1, 0.2, 0.9, 0.1, 0.6, 0.1, 0.3],
      [
        { name: 'BPFO', at: 20, tolerance: 1, isHit: true },
        { name: '2×BPFO', at: 40, tolerance: 1, isHit: true },
        { name: '3×BPFO', at: 60, tolerance: 1, isHit: false },
      ],
    ),
  );
  expect(svg.match(/fill="#D92D34"[^>]*>[^<]*BPFO/g)).toHaveLength(2);
  expect(svg.match(/fill="#7C8A98"[^>]*>3×BPFO/g)).toHaveLength(1);
  expect(svg).not.toContain('<1750');
  const png = Buffer.from(await renderPng(svg));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 600]);
});

test('names of lines that stand close to each other are left out rather than written over each other', () => {
  const marks = Array.from({ length: 30 }, (_, i) => ({
    name: `${i}×BPFO`,
    at: 20 + i,
    tolerance: 0.5,
    isHit: i % 2 === 0,
  }));
  const names = [
    ...evidenceSvg(spectrum([0, 1, 0, 1, 0, 1], marks)).matchAll(/x="([\d.]+)"[^>]*>(\d+×BPFO)</g),
  ];
  expect(names.length).toBeGreaterThan(3);
  const places = names.map(([, x]) => Number(x)).sort((a, b) => a - b);
  places.slice(1).forEach((x, i) => expect(x - places[i]).toBeGreaterThan(40));
});

test('draws only finite coordinates, whatever values came', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
      expect(evidenceSvg(evidence(values))).not.toMatch(/NaN|Infinity/);
      const depths = [0, ...values.map(Math.abs)];
      expect(evidenceSvg(spectrum(depths))).not.toMatch(/NaN|Infinity/);
    }),
  );
});
