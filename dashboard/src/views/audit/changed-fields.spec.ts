import { describe, expect, test } from '@jest/globals';
import { changedFields } from './changed-fields.ts';

describe('changed fields', () => {
  test('are those that differ, with both values', () => {
    expect(changedFields({ role: 'viewer', name: 'Li' }, { role: 'admin', name: 'Li' })).toEqual([
      { field: 'role', before: 'viewer', after: 'admin' },
    ]);
  });

  test('are all of what came or went', () => {
    expect(changedFields(null, { login: 'li', scope: ['a'] })).toEqual([
      { field: 'login', before: undefined, after: 'li' },
      { field: 'scope', before: undefined, after: '["a"]' },
    ]);
    expect(changedFields({ until: 5, by: null }, { until: null })).toEqual([
      { field: 'until', before: '5', after: undefined },
    ]);
  });

  test('are none where nothing is known', () => {
    expect(changedFields(null, undefined)).toEqual([]);
  });
});
