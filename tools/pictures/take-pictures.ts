import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../../dashboard/e2e/chromium.ts';
import { everyPath, settled } from '../../dashboard/e2e/every-page.ts';
import { addressOf, shotsOf, type Language, type Shot } from './shots.ts';
import { UsedProduct } from './used-product.ts';

/**
 * `npm run pictures [-- --minutes 20 --only hall,alarms --out DIR]`: pictures of every page in both languages, from the running product,
 * never from a drawing. Starts server and simulated lines with the faults of the demo, lets them work, does what people do, and
 * photographs the pages.
 *
 * The weld cell needs 12 minutes for the five good seams that it learns from; a spindle's outer race is called after some 10.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    only: { type: 'string' },
    out: { type: 'string', default: 'docs/images/pages' },
  },
});
const THEMES: Record<Language, string> = { zh: 'dark', en: 'light' };
/** A hall drawn by the processor needs seconds for a frame, and its camera comes to rest over some of them. */
const HALL_MS = 25_000;
/** A hall in software takes a minute to its first frame on a busy machine. */
const LOADED_MS = 180_000;
/** For charts that ask for their values only when they are on the page. */
const PAGE_MS = 3_000;

if (!chromiumPath) {
  console.error(
    'There is no Chromium on this machine; install it (Debian: apt-get install chromium) and try again.',
  );
  process.exit(1);
}
const out = join(import.meta.dirname, '../..', values.out);
const product = await UsedProduct.start();
let browser: Browser | undefined;
try {
  browser = await openBrowser({ serviceWorkers: 'allow' });
  const signedIn = await browser.newContext({ reducedMotion: 'reduce' });
  await product.signIn(signedIn.request);
  console.log(`${product.http} runs for ${values.minutes} min before it is photographed`);
  await wait(Number(values.minutes) * 60_000);
  await product.use(signedIn.request);
  const model = await product.model(signedIn.request);
  const [incident] = await product.incidents(signedIn.request);
  if (!incident) throw new Error('there is no open incident yet: give it more minutes');
  await product.workOn(signedIn.request, incident);
  const run = await product.run(signedIn.request);
  const branch = await product.branch(signedIn.request, run);
  const paths = await everyPath({
    ':line': model.lines[0].id,
    '*': addressOf(model, 'B11-IR1'),
    ':incident': incident.id,
    ':token': 'used-once',
    ':run': run,
  });
  const chosen = values.only?.split(',');
  for (const shot of shotsOf(paths, { model, incident, run, branch }))
    if (!chosen || chosen.includes(shot.name)) await takeBoth(browser, signedIn, shot);
} finally {
  await browser?.close();
  await product.stop();
}

async function takeBoth(browser: Browser, signedIn: BrowserContext, shot: Shot): Promise<void> {
  for (const language of ['zh', 'en'] as const) {
    const context = shot.signedOut ? await browser.newContext() : signedIn;
    const page = await context.newPage();
    // Where the processor draws the hall, a page may be busy for long.
    page.setDefaultTimeout(LOADED_MS);
    await page.setViewportSize(shot.size);
    await take(page, shot, language);
    await page.close();
    if (shot.signedOut) await context.close();
  }
}

async function take(page: Page, shot: Shot, language: Language): Promise<void> {
  const address = new URL(shot.path, product.http);
  address.searchParams.set('lang', language);
  address.searchParams.set('theme', THEMES[language]);
  await page.goto(address.href);
  if (!shot.signedOut || shot.path === '/sign-in') await settled(page);
  await wait(shot.hall ? HALL_MS : PAGE_MS);
  const folder = join(out, language);
  await mkdir(folder, { recursive: true });
  await page.screenshot({
    path: join(folder, `${shot.name}.jpg`),
    type: 'jpeg',
    quality: 82,
  });
  console.log(`${values.out}/${language}/${shot.name}.jpg`);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
