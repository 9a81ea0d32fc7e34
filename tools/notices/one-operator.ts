import { noticeSetupSchema } from '@linetwin/contracts';

/** One operator, always on duty, told by a webhook of every incident that the usual setup tells anybody of. */
export const ONE_OPERATOR = noticeSetupSchema.parse({
  channels: [{ kind: 'webhook', id: 'hook', name: 'hook', url: 'http://127.0.0.1:9' }],
  contacts: [
    { id: 'operator', name: 'operator', language: 'zh', routes: [{ channel: 'hook', address: '' }] },
  ],
  duties: [{ contacts: ['operator'], days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }],
  escalation: [{ afterMin: 0, to: 'on-duty' }],
});
