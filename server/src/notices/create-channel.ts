import type { NoticeChannelKind, NoticeChannelSetup } from '@linetwin/contracts';
import type { NoticeChannel } from './channel.port.ts';
import { DingTalkChannel } from './channels/dingtalk.ts';
import { EmailChannel } from './channels/email.ts';
import { FeishuChannel } from './channels/feishu.ts';
import { SmsChannel } from './channels/sms.ts';
import { WebhookChannel } from './channels/webhook.ts';
import { WeComChannel } from './channels/wecom.ts';

export function createChannel(setup: NoticeChannelSetup): NoticeChannel {
  switch (setup.kind) {
    case 'email':
      return new EmailChannel(setup);
    case 'dingtalk':
      return new DingTalkChannel(setup);
    case 'wecom':
      return new WeComChannel(setup);
    case 'feishu':
      return new FeishuChannel(setup);
    case 'sms':
      return new SmsChannel(setup);
    case 'webhook':
      return new WebhookChannel(setup);
  }
}

/**
 * Least time between two messages of a channel, so that no window of its service is ever overrun; what comes within it is
 * merged. DingTalk and WeCom take 20 a minute (of WeCom a picture counts too), Feishu 100 a minute and 5 a second.
 */
export const CHANNEL_GAP_MS: Record<NoticeChannelKind, number> = {
  email: 1000,
  dingtalk: 3100,
  wecom: 6200,
  feishu: 700,
  sms: 1000,
  webhook: 200,
};
