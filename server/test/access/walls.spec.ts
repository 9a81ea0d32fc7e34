import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_WALL, type AuditEntry, type Display, type WallLayout } from '@linetwin/contracts';
import { TestEdge } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start(), 60_000);
afterAll(() => edge.stop());

const content = {
  ...DEFAULT_WALL,
  theme: 'light',
  pages: [{ ...DEFAULT_WALL.pages[0], right: ['machines'] }],
};

describe('walls', () => {
  test('are laid out by engineers and shown by the displays that an admin chose', async () => {
    const [engineer, admin] = [await edge.signedIn('engineer'), await edge.signedIn('admin')];
    const screen = await edge.pairedDisplay('entrance');
    const other = await edge.pairedDisplay('canteen');
    expect((await screen.ask('GET', '/api/wall')).body).toEqual({
      layout: null,
      name: '',
      content: DEFAULT_WALL,
    });
    const made = await engineer.ask('POST', '/api/walls', { name: ' 入口 ', content });
    expect(made.status).toBe(201);
    const wall = made.body as WallLayout;
    expect(wall).toMatchObject({ name: '入口', content, changedBy: expect.stringContaining('engineer') });

    const all = (await admin.ask('GET', '/api/displays')).body as Display[];
    const { id } = all.find(({ name }) => name === 'entrance')!;
    const assign = (layout: string | null) => admin.ask('PUT', `/api/displays/${id}/wall`, { layout });
    expect((await assign('no-such-wall')).status).toBe(404);
    expect((await assign(wall.id)).status).toBe(204);
    expect((await screen.ask('GET', '/api/wall')).body).toMatchObject({ layout: wall.id, content });
    expect((await other.ask('GET', '/api/wall')).body).toMatchObject({ layout: null });
    expect((await engineer.ask('GET', '/api/walls')).body).toMatchObject({ displays: { [id]: wall.id } });

    const changed = { ...content, language: 'en' };
    await engineer.ask('PUT', `/api/walls/${wall.id}`, { name: 'Entrance', content: changed });
    expect((await screen.ask('GET', '/api/wall')).body).toMatchObject({ name: 'Entrance', content: changed });
    expect((await engineer.ask('DELETE', `/api/walls/${wall.id}`)).status).toBe(204);
    expect((await screen.ask('GET', '/api/wall')).body).toMatchObject({ layout: null });

    const log = (await admin.ask('GET', '/api/audit?action=wall.change')).body as AuditEntry[];
    expect(log).toMatchObject([
      { subject: 'Entrance', before: { name: '入口' }, after: { name: 'Entrance' } },
    ]);
  });

  test('are changed by nobody below an engineer, and chosen by nobody below an admin', async () => {
    const [operator, engineer] = [await edge.signedIn('operator'), await edge.signedIn('engineer')];
    const screen = await edge.pairedDisplay('hall 2');
    expect((await operator.ask('POST', '/api/walls', { name: 'x', content })).status).toBe(403);
    expect((await screen.ask('GET', '/api/walls')).status).toBe(403);
    expect((await engineer.ask('PUT', '/api/displays/d/wall', { layout: null })).status).toBe(403);
  });

  test('say what is wrong with a wall that cannot be shown', async () => {
    const engineer = await edge.signedIn('engineer');
    const twice = { ...content, pages: [{ ...DEFAULT_WALL.pages[0], left: ['oee', 'oee'] }] };
    for (const [bad, field] of [
      [{ ...content, pages: [] }, 'content.pages'],
      [twice, 'content.pages.0.left'],
      [{ ...content, theme: 'neon' }, 'content.theme'],
    ] as const) {
      const answer = await engineer.ask('POST', '/api/walls', { name: 'x', content: bad });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ problems: [{ field }] });
    }
    expect((await engineer.ask('PUT', '/api/walls/none', { name: 'x', content })).status).toBe(404);
  });
});
