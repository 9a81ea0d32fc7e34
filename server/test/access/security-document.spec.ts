import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** Names of all files of the repository that a person wrote, without their endings. */
const files = ['server/src', 'server/test', 'libs', 'dashboard/src', 'dashboard/e2e']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
  .filter((file) => !file.includes('node_modules') && !file.includes('dist'))
  .map((file) => basename(file));

describe('docs/security.md', () => {
  test('names tests and files that are there', () => {
    const named = [...text.matchAll(/`(?:[\w/-]+\/)?([\w-]+\.(?:spec|conformance))`/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !files.includes(`${name}.ts`))).toEqual([]);
    const sources = [...text.matchAll(/`([\w-]+\.tsx?)`/g)].map(([, name]) => name);
    expect(sources.filter((name) => !files.includes(name))).toEqual([]);
  });

  test('has a word for each line of the table', () => {
    const rows = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+/.test(line));
    expect(rows.length).toBeGreaterThan(80);
    expect(rows.filter((row) => !/^\| [^|]+ \| [✓◐–] \| .{10,} \|$/.test(row))).toEqual([]);
  });
});
