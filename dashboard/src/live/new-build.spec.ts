import { describe, expect, test } from '@jest/globals';
import { entryScriptOf, reloadForNewBuild } from './new-build.ts';

const page = (script: string) =>
  `<html><head><script type="module" crossorigin src="${script}"></script></head></html>`;

function host(served: string) {
  let remembered: string | null = null;
  const state = { current: '/assets/index-a.js', served, reloads: 0 };
  return {
    state,
    current: () => state.current,
    fetchPage: () => Promise.resolve(page(state.served)),
    reload: () => state.reloads++,
    remembered: () => remembered,
    remember: (script: string) => (remembered = script),
  };
}

describe('a screen that nobody operates', () => {
  test('stays with the build that the server has', async () => {
    const same = host('/assets/index-a.js');
    await reloadForNewBuild(same);
    expect(same.state.reloads).toBe(0);
  });

  test('loads a new build once, even where the reload brings the old one again', async () => {
    const stuck = host('/assets/index-b.js');
    await reloadForNewBuild(stuck);
    await reloadForNewBuild(stuck);
    expect(stuck.state.reloads).toBe(1);
    stuck.state.served = '/assets/index-c.js';
    await reloadForNewBuild(stuck);
    expect(stuck.state.reloads).toBe(2);
  });

  test('does nothing where the answer is not the page', async () => {
    const strange = host('');
    strange.fetchPage = () => Promise.resolve('<h1>502 Bad Gateway</h1>');
    await reloadForNewBuild(strange);
    expect(strange.state.reloads).toBe(0);
    expect(entryScriptOf('<script type="module" src="/assets/x.js">')).toBe('/assets/x.js');
  });
});
