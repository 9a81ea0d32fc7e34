import { beforeAll, expect, test } from '@jest/globals';
import { noticeSetupSchema, type NoticeChannelSetup, type NoticeSetup } from '@linetwin/contracts';
import i18next, { type TFunction } from 'i18next';
import { zh } from '../../locales/zh.ts';
import { zhPages } from '../../locales/pages-zh.ts';
import { channelProblems, setupProblems } from './setup-problems.ts';

let t: TFunction;
beforeAll(async () => {
  await i18next.init({ lng: 'zh', resources: { zh: { translation: { ...zh, ...zhPages } } } } as never);
  t = i18next.t;
});

const robot: NoticeChannelSetup = {
  kind: 'wecom',
  id: 'r',
  name: '一车间群',
  enabled: true,
  url: 'https://x.cn/r',
};
const mail: NoticeChannelSetup = {
  kind: 'email',
  id: 'm',
  name: '邮件',
  enabled: true,
  host: '',
  port: 465,
  tls: true,
  from: 'linetwin',
};
const whole = (part: Partial<NoticeSetup>): NoticeSetup => ({ ...noticeSetupSchema.parse({}), ...part });

test('a setup that can be saved has no problem', () => {
  expect(setupProblems(whole({ channels: [robot] }), t)).toEqual([]);
});

test('what is missing is told by the names that the page has, with what belongs there', () => {
  const contact = { id: 'c', name: '', language: 'zh' as const, routes: [{ channel: '', address: '' }] };
  const duty = { contacts: [], days: [1], from: '08:00', to: '20:00', lines: [] };
  expect(
    setupProblems(whole({ channels: [{ ...robot, url: '' }], contacts: [contact], duties: [duty] }), t),
  ).toEqual([
    '通道“一车间群” 地址：填写 http:// 或 https:// 开头的地址',
    '联系人“1” 名称：请填写',
    '联系人“1” 通道顺序：请填写',
    '值班表“1” 值班人：请填写',
  ]);
});

test('an address must fit its channel', () => {
  const channel = { ...mail, host: 'mail.plant.cn', from: 'a@plant.cn' };
  const contact = {
    id: 'c',
    name: '李娜',
    language: 'zh' as const,
    routes: [{ channel: 'm', address: '12' }],
  };
  expect(setupProblems(whole({ channels: [channel], contacts: [contact] }), t)).toEqual([
    '联系人“李娜” 收件地址：邮件通道填邮箱地址，短信通道填手机号',
  ]);
});

test('a channel that is tried before it is saved is told the same', () => {
  expect(channelProblems(mail, t)).toEqual(['邮件服务器：请填写', '发件人：填写邮箱地址']);
});
