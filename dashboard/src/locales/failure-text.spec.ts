import { beforeAll, expect, test } from '@jest/globals';
import { failureText, textOfRefusal, showLanguage, startTexts, withPageTexts } from './i18n.ts';

beforeAll(async () => {
  await startTexts('zh');
  await withPageTexts(async () => undefined)();
});

test.each([
  ['zh', '这个计划的状态是“已替换”，只有“建议”的计划可以执行。'],
  ['en', 'This plan is in the state “Replaced”; only one that is “Proposed” can be applied.'],
] as const)('a state that the server names is told in the words of the page (%s)', async (language, said) => {
  await showLanguage(language);
  expect(failureText({ text: 'plan-not-proposed', values: { state: 'replaced' } })).toBe(said);
});

test.each([
  ['zh', '产线“焊接一线”的“按计划移峰填谷”'],
  ['en', 'on the line “Welding 1”'],
] as const)('a name that comes in all languages is told in that of the page (%s)', async (language, said) => {
  await showLanguage(language);
  const line = { zh: '焊接一线', en: 'Welding 1' };
  expect(failureText({ text: 'plan-advises', values: { line } })).toContain(said);
});

test('what somebody typed is told as it is, whatever it looks like', async () => {
  await showLanguage('zh');
  const said = failureText({ text: 'no-production-order', values: { id: '$t(nav.hall) {{id}}' } });
  expect(said).toBe('没有工单 $t(nav.hall) {{id}}。请重新载入页面。');
});

test('a failure that the page has no words for is left to the server', () => {
  expect(failureText({ text: 'of-a-newer-server', values: {} })).toBeUndefined();
});

test('why a replay is refused is told in the language of the page, and in the words of the server where it has none', async () => {
  await showLanguage('zh');
  const error = '24 replays run already; end one of them first';
  const words = { text: 'replays-full', values: { count: 24 } };
  expect(textOfRefusal({ error, words })).toContain('同时进行的回放已有 24 个');
  expect(textOfRefusal({ error })).toBe(error);
});
