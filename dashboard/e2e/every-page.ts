import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Rules of axe for the success criteria of WCAG 2.2, levels A and AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const ROUTES = join(import.meta.dirname, '../src/app/routes.tsx');
const NAMED_PATHS = ['../src/live/display.ts', '../src/live/account.ts'];
/** Before there is anybody to look at the plant, the frame itself shows these. */
const OUTSIDE_THE_ROUTER = ['/sign-in', '/pair'];
/** What the program decides on when it is loaded, not when its address changes. */
const BY_LOADING = new RegExp(`^(${[...OUTSIDE_THE_ROUTER, '/n/'].join('|')})`);

/**
 * Every page there is, read from the router itself, so that a page that is added is looked at without a word here.
 *
 * @param examples what exists in place of each parameter, such as `{ ':line': 'bearing-1' }`
 */
export async function everyPath(examples: Record<string, string>): Promise<string[]> {
  const routes = await readFile(ROUTES, 'utf8');
  const sources = await Promise.all(
    NAMED_PATHS.map((path) => readFile(join(import.meta.dirname, path), 'utf8')),
  );
  const named = new Map(
    sources
      .flatMap((source) => [...source.matchAll(/export const (\w+_PATH) = '([^']+)'/g)])
      .map(([, name, path]) => [name, path]),
  );
  const paths = [...routes.matchAll(/\bpath: (?:'([^']+)'|(\w+))/g)].map(([, literal, name]) => {
    const path = literal ?? named.get(name);
    if (path === undefined) throw new Error(`routes.tsx: where is the path ${name} declared?`);
    if (path === '*') return '/nothing-here';
    return path.replace(/:\w+|\*/g, (part) => {
      if (!(part in examples)) throw new Error(`routes.tsx: say in the test what stands for "${part}".`);
      return examples[part];
    });
  });
  return [...paths, ...OUTSIDE_THE_ROUTER];
}

/**
 * Goes to a page as a link does, without loading the program anew, and waits until it is drawn.
 *
 * @param to path with query
 */
export async function goTo(page: Page, url: string, to: string): Promise<void> {
  const isApart = (path: string) => BY_LOADING.test(path);
  if (page.url() === 'about:blank' || isApart(to) || isApart(new URL(page.url()).pathname))
    await page.goto(url + to);
  else
    await page.evaluate((path) => {
      const isOther = new URL(path, location.origin).pathname !== location.pathname;
      // The page before stays until the next one is loaded.
      if (isOther) document.querySelector('#content > *, .wall')?.setAttribute('data-before', '');
      history.pushState({}, '', path);
      dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    }, to);
  await settled(page);
}

/** Until nothing is being loaded and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('#content > *, .wall, .sign-in-box, .pair-box, .link-box, .empty') !== null &&
      document.querySelector('[data-before], .ant-skeleton, .scene-loading') === null,
  );
  await still(page);
  const failed = page.locator('.page-error');
  if ((await failed.count()) > 0) throw new Error(`${page.url()}: ${await failed.innerText()}`);
}

/** Until nothing fades in or out any more: half-way it has another contrast and another place. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () =>
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().iterations !== Infinity,
        );
    const frame = () => new Promise(requestAnimationFrame);
    // What was put into the page just now begins to move a frame or two later.
    for (let quiet = 0; quiet < 3; quiet++) {
      await frame();
      const moving = ending();
      if (moving.length === 0) continue;
      await Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)));
      quiet = 0;
    }
  });
}

/** What axe finds wrong in the page once nothing moves in it, one sentence a place. */
export async function violationsOf(page: Page): Promise<string[]> {
  await still(page);
  const found = await axeViolations(page);
  if (found.length === 0) return found;
  // A page that was still being filled is looked at once more: what is wrong with it stays wrong.
  await still(page);
  return axeViolations(page);
}

async function axeViolations(page: Page): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  if (!loaded)
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
  const { violations } = await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run({
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
      }),
    WCAG,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  );
}

/** Elements that reach beyond the right edge of the screen, and what cannot be scrolled to by a thumb. */
export function widerThanTheScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      const main = document.querySelector('#content');
      if (!main || main.scrollWidth <= main.clientWidth + 1) return [];
    }
    // The innermost ones say best what to mend.
    const over = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      if (width === 0 || right <= root.clientWidth + 1) return false;
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
        if (up.id !== 'content' && /auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX))
          return false;
      return true;
    });
    return over
      .filter((element) => !over.some((other) => other !== element && element.contains(other)))
      .slice(0, 5)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.getAttribute('class')} to ${Math.round(element.getBoundingClientRect().right)} px`,
      );
  });
}

/**
 * Targets smaller than 24 by 24 px whose circle of 24 px meets another target (WCAG 2.2, 2.5.8), without those in a line of
 * text.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, [role="button"], [role="tab"], [role="option"], [tabindex="0"]',
      ),
    ].filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
    const boxes = targets.map((element) => (element.closest('label') ?? element).getBoundingClientRect());
    return targets.flatMap((element, i) => {
      const { width, height, left, top } = boxes[i];
      if (width === 0 || height === 0 || (width >= 23.5 && height >= 23.5)) return [];
      if (getComputedStyle(element).display === 'inline') return [];
      const [x, y] = [left + width / 2, top + height / 2];
      const near = boxes.some((box, j) => {
        if (j === i || targets[j].contains(element) || element.contains(targets[j])) return false;
        const [dx, dy] = [Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)];
        return Math.hypot(dx, dy) < 12;
      });
      return near
        ? [
            `${element.tagName.toLowerCase()}.${element.className} ${Math.round(width)} × ${Math.round(height)}`,
          ]
        : [];
    });
  });
}
