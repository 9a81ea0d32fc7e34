import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import type { WorkOrder, WorkOrderChange } from '@linetwin/contracts';
import { readPlantFolder } from '@linetwin/model/node';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { fakeAlarms, fakeFindings, fakeIncident } from './fake-plant.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';
import { RealServer } from './plant-server.ts';

jest.setTimeout(60_000);

const TREE = {
  tree: 'furnace-zone-cold',
  title: { zh: '炉区温度低', en: 'Furnace zone cold' },
  steps: [
    {
      id: 'currents',
      measure: { zh: '各相电流', en: 'Phase currents' },
      expected: { zh: '三相平衡', en: 'Equal' },
      otherwise: { zh: '断相、可控硅', en: 'Open phase, SCR' },
      signals: [],
      known: null,
    },
  ],
};

(chromiumPath === undefined ? describe.skip : describe)('an incident on a phone', () => {
  let browser: Browser;
  let server: FakeServer;
  let page: Page;
  let sent: WorkOrderChange[];
  let order: WorkOrder | undefined;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser({ webgl: false }), startFakeServer()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  beforeEach(async () => {
    const incident = { ...fakeIncident(server.model, server.alarms()[0]), id: 'i1' };
    sent = [];
    order = undefined;
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    await page.addInitScript(() => localStorage.setItem('linetwin.name', '王芳'));
    await page.route('**/api/incidents/i1', (route) => route.fulfill({ json: incident }));
    await page.route('**/api/work-orders/i1', (route) =>
      route.fulfill(order ? { json: order } : { status: 404, json: { error: 'none' } }),
    );
    await page.route('**/api/work-orders/i1/troubleshooting', (route) => route.fulfill({ json: [TREE] }));
    await page.route('**/api/work-orders/i1/changes', async (route) => {
      const change = route.request().postDataJSON() as WorkOrderChange;
      sent.push(change);
      order = orderOf(incident.cause, sent);
      await route.fulfill({ json: order });
    });
    await page.goto(`${server.url}/maintenance/i1?lang=zh`);
    await page.locator('#work-comment').waitFor();
  });
  afterEach(() => page.close());

  test('books a part and a time once, however often the button is tapped', async () => {
    await page.getByLabel('备件', { exact: true }).fill('保险丝');
    const use = page.getByRole('button', { name: '领用' });
    await use.evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await page.getByText('用料: 保险丝 × 1').waitFor();
    await page.getByLabel('分钟', { exact: true }).fill('15');
    await page.getByRole('button', { name: '记工时' }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await page.getByText('工时 15 分钟').first().waitFor();
    expect(sent.map(({ change }) => change)).toEqual(['use-part', 'spend-time']);
  });

  test('says of a file that is no photo that it was not recorded', async () => {
    const file = { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('“说明.txt”不是能打开的照片，没有记录。').waitFor();
    expect(sent).toEqual([]);
  });

  test('names an answered step as the search does, and what it points to', async () => {
    await page.getByText('不正常').click();
    await page.locator('.journal').getByText('各相电流：不正常').waitFor();
    await page.getByText('指向：断相、可控硅').waitFor();
  });

  test('takes a judgement back that was tapped by mistake', async () => {
    await page.getByRole('button', { name: '是它', exact: true }).click();
    await page.getByText('王芳 核对：根因正确').waitFor();
    await page.getByRole('button', { name: '更正核对结果' }).click();
    await page.getByRole('button', { name: '不是它' }).click();
    await page.getByLabel('实际是什么').fill('接触器');
    await page.locator('fieldset').getByRole('button', { name: '记录' }).click();
    await page.getByText('王芳 核对：实际是 接触器').waitFor();
  });

  test('says within seconds that somebody else has taken it on', async () => {
    await page.getByRole('button', { name: '我来处理' }).waitFor();
    const taken = { incident: 'i1', by: '李娜', via: 'page', at: Date.now() };
    await page.route('**/api/incident-responses?*', (route) => route.fulfill({ json: [taken] }));
    await page.getByText('李娜 于').waitFor({ timeout: 10_000 });
  });

  test('is reached from the finding that names its cause, which tells what people found', async () => {
    const { id, equipment, firstSeenAt, summary } = fakeFindings(server.model, Date.now())[0];
    const incident = { ...fakeIncident(server.model, server.alarms()[0]), id: 'i1' };
    const member = { ...incident.members[0], kind: 'finding', id, newestId: id, equipment, title: summary };
    incident.cause = { ...incident.cause, equipment, members: [id] };
    const judged = [{ change: 'judge-cause' as const, right: false, found: '接触器' }];
    order = orderOf(incident.cause, judged);
    await page.route('**/api/incidents?*', (route) =>
      route.fulfill({ json: [{ ...incident, members: [{ ...member, at: firstSeenAt }] }] }),
    );
    await page.goto(`${server.url}/findings?lang=zh&id=${id}`);
    await page.getByText('王芳 核对：实际是 接触器').waitFor();
    await page.getByRole('link', { name: '排故步骤与工单' }).click();
    await page.waitForURL('**/maintenance/i1?*');
  });

  test('is called proof on the page of its machine, whatever the fault was found by', async () => {
    const shaft = fakeFindings(server.model, Date.now()).find(({ kind }) => kind === 'shaft')!;
    await page.goto(`${server.url}/equipment/${shaft.equipment}?lang=zh`);
    await page.getByRole('heading', { name: '依据', exact: true }).waitFor();
    expect(await page.getByRole('heading', { name: '包络谱证据' }).count()).toBe(0);
  });

  test('says of what happened with it without a known link that there is none', async () => {
    const incident = { ...fakeIncident(server.model, server.alarms()[0]), id: 'i3' };
    const [first] = incident.members;
    const other = {
      ...first,
      id: 'other',
      newestId: 'other',
      title: { zh: '残余氧偏高', en: 'Oxygen high' },
    };
    await page.route('**/api/incidents/i3', (route) =>
      route.fulfill({ json: { ...incident, members: [first, other] } }),
    );
    await page.goto(`${server.url}/maintenance/i3?lang=zh`);
    await page.locator('.chain li', { hasText: '残余氧偏高' }).getByText('与根因的关系不明').waitFor();
    expect(await page.locator('.chain').getByText('与根因的关系不明').count()).toBe(1);
  });

  test('is not to be taken on once it is closed', async () => {
    const closedAt = Date.now();
    const closed = { ...fakeIncident(server.model, server.alarms()[0]), id: 'i2', state: 'closed', closedAt };
    await page.route('**/api/incidents/i2', (route) => route.fulfill({ json: closed }));
    await page.goto(`${server.url}/maintenance/i2?lang=zh`);
    await page.locator('.incident-cause', { hasText: '已关闭' }).waitFor();
    expect(await page.locator('#take-on').count()).toBe(0);
  });

  test('begins at its top where nobody signs in', async () => {
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('acknowledge-name');
  });
});

/** The order as these changes leave it. */
function orderOf(cause: { equipment: string; key: string }, changes: readonly WorkOrderChange[]): WorkOrder {
  const order: WorkOrder = {
    incident: 'i1',
    equipment: cause.equipment,
    cause: cause.key,
    state: 'open',
    assignee: null,
    openedAt: Date.now(),
    closedAt: null,
    minutes: 0,
    parts: [],
    judged: null,
    events: changes.map((change) => ({ at: Date.now(), by: '王芳', change })),
  };
  for (const change of changes) {
    if (change.change === 'use-part') order.parts.push({ part: change.part, count: change.count });
    if (change.change === 'spend-time') order.minutes += change.minutes;
    if (change.change === 'judge-cause')
      order.judged = { right: change.right, found: change.found ?? null, by: '王芳' };
  }
  return order;
}

(chromiumPath === undefined ? describe.skip : describe)('notifications of the browser', () => {
  let browser: Browser;
  let server: FakeServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser({ webgl: false }), startFakeServer()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('pop up what opens while the page is open, not what stood before, and lead to it', async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const popped: { onclick?: () => void }[] = [];
      class Fake {
        static permission = 'granted';
        onclick?: () => void;
        constructor() {
          popped.push(this);
        }
      }
      Object.assign(window, { Notification: Fake, popped });
    });
    await page.goto(`${server.url}/maintenance?lang=zh`);
    await page.locator('.incident-row').first().waitFor();
    const { id } = server.raiseAlarm({ id: 'fresh-1' });
    await page.locator(`[data-incident="incident-${id}"]`).waitFor();
    const popped = () => (window as unknown as { popped: { onclick(): void }[] }).popped;
    await page.waitForFunction('popped.length > 0');
    expect(await page.evaluate(popped)).toHaveLength(1);
    await page.evaluate('popped[0].onclick()');
    await page.waitForURL(`**/maintenance/incident-${id}*`);
    await page.close();
  });
});

(chromiumPath === undefined ? describe.skip : describe)('the link of a notice', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  beforeAll(async () => {
    [browser, server] = await Promise.all([
      openBrowser({ webgl: false }),
      RealServer.start({ LINETWIN_LOGIN: 'required' }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  });
  afterEach(() => page.close());

  test('opens for somebody who is not signed in, and is taken on with one tap', async () => {
    const model = await readPlantFolder(join(import.meta.dirname, '../../plants/liaocheng'));
    const machine = model.equipment[0];
    const incident = fakeIncident(model, fakeAlarms(model, Date.now())[0]);
    incident.cause.equipment = machine.address;
    const link = { incident, response: null, machine: { id: machine.id, name: machine.name } };
    await page.route('**/api/notice-links/t1', (route) => route.fulfill({ json: link }));
    let taken = 0;
    await page.route('**/api/notice-links/t1/acknowledge', (route) => {
      taken++;
      return route.fulfill({ json: { incident: incident.id, by: '李娜', via: 'link', at: Date.now() } });
    });
    await page.goto(`${server.url}/n/t1?lang=zh`);
    await page.getByText(`${machine.id} ${machine.name.zh}`).waitFor();
    await page.getByRole('button', { name: '我来处理' }).dblclick();
    await page.getByText('已接手，谢谢。').waitFor();
    expect([taken, await page.getByRole('alert').count()]).toEqual([1, 0]);
    await page.getByRole('link', { name: '登录查看详情' }).click();
    await page.locator('#login').waitFor();
  });

  test('says in the language of the page that it is not valid', async () => {
    await page.goto(`${server.url}/n/made-up?lang=zh`);
    await page.getByText('链接无效或已过期。请登录查看事件。').waitFor();
  });
});
