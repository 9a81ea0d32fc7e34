import { NOTICE_CHANNEL_KINDS, type NoticeChannelKind, type NoticeChannelSetup } from '@linetwin/contracts';
import { Button, Dropdown, Input, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noticesApi } from '../../live/api/notices-api.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { Field, freeId, ListEditor } from './list-editor.tsx';
import type { EditorProps } from './editor-props.ts';
import { channelProblems } from './setup-problems.ts';

const NEW_CHANNEL = {
  email: { host: '', port: 465, tls: true, from: '' },
  dingtalk: { url: '' },
  wecom: { url: '' },
  feishu: { url: '' },
  sms: { url: '', body: '{"phone":{phone},"text":{text}}' },
  webhook: { url: '' },
} as const;

/** Ways out of the plant: what each service needs, and a message to try it. */
export function ChannelsEditor({
  setup,
  change,
  withSecret,
}: EditorProps & { withSecret: readonly string[] }) {
  const { t } = useTranslation();
  const add = (kind: NoticeChannelKind) => {
    const channel = {
      id: freeId(kind, setup.channels),
      name: t(`notices.kind.${kind}`),
      enabled: true,
      kind,
      ...NEW_CHANNEL[kind],
    } as NoticeChannelSetup;
    change({ channels: [...setup.channels, channel] });
  };
  return (
    <ListEditor
      title={t('notices.channels')}
      empty={t('notices.noChannels')}
      entries={setup.channels}
      tools={
        <Dropdown
          trigger={['click']}
          menu={{
            items: NOTICE_CHANNEL_KINDS.map((kind) => ({ key: kind, label: t(`notices.kind.${kind}`) })),
            onClick: ({ key }) => add(key as NoticeChannelKind),
          }}
        >
          <Button size="small">{t('notices.add')}</Button>
        </Dropdown>
      }
      onChange={(channels) => change({ channels })}
      fields={(channel, set) => (
        <>
          <Field name={t(`notices.kind.${channel.kind}`)}>
            <Input
              value={channel.name}
              maxLength={64}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          {channel.kind === 'email' ? (
            <EmailFields channel={channel} set={set} kept={withSecret.includes(channel.id)} />
          ) : (
            <HttpFields channel={channel} set={set} kept={withSecret.includes(channel.id)} />
          )}
          <Field name={t('notices.enabled')}>
            <Switch checked={channel.enabled} onChange={(enabled) => set({ enabled })} />
          </Field>
          <TestButton channel={channel} />
        </>
      )}
    />
  );
}

interface FieldsProps<Kind extends NoticeChannelKind> {
  channel: Extract<NoticeChannelSetup, { kind: Kind }>;
  set: (part: Partial<NoticeChannelSetup>) => void;
  /** Whether the server has a secret of it. */
  kept: boolean;
}

function EmailFields({ channel, set, kept }: FieldsProps<'email'>) {
  const { t } = useTranslation();
  return (
    <>
      <Field name={t('notices.host')}>
        <Input value={channel.host} onChange={(event) => set({ host: event.target.value })} />
      </Field>
      <Field name={t('notices.port')}>
        <InputNumber
          min={1}
          max={65_535}
          value={channel.port}
          onChange={(port) => set({ port: port ?? 25 })}
        />
      </Field>
      <Field name={t('notices.tls')}>
        <Switch checked={channel.tls} onChange={(tls) => set({ tls })} />
      </Field>
      <Field name={t('notices.from')}>
        <Input value={channel.from} onChange={(event) => set({ from: event.target.value })} />
      </Field>
      <Field name={t('notices.user')}>
        <Input
          value={channel.user}
          autoComplete="off"
          onChange={(event) => set({ user: event.target.value || undefined })}
        />
      </Field>
      <Secret name={t('notices.password')} kept={kept} secret={channel.secret} set={set} />
    </>
  );
}

function HttpFields({ channel, set, kept }: FieldsProps<Exclude<NoticeChannelKind, 'email'>>) {
  const { t } = useTranslation();
  return (
    <>
      <Field name={t('notices.url')} wide>
        <Input value={channel.url} onChange={(event) => set({ url: event.target.value })} />
      </Field>
      {channel.kind !== 'wecom' && (
        <Secret name={t('notices.secret')} kept={kept} secret={channel.secret} set={set} />
      )}
      {channel.kind === 'sms' && (
        <Field name={t('notices.body')} hint={t('notices.bodyHint')} wide>
          <Input value={channel.body} onChange={(event) => set({ body: event.target.value })} />
        </Field>
      )}
    </>
  );
}

function Secret(props: {
  name: string;
  kept: boolean;
  secret: string | undefined;
  set: (part: Partial<NoticeChannelSetup>) => void;
}) {
  const { t } = useTranslation();
  return (
    <Field name={props.name}>
      <Input.Password
        value={props.secret}
        autoComplete="new-password"
        placeholder={props.kept ? t('notices.secretKept') : undefined}
        onChange={(event) => props.set({ secret: event.target.value || undefined })}
      />
    </Field>
  );
}

const NEEDS_ADDRESS: ReadonlySet<NoticeChannelKind> = new Set(['email', 'sms']);

function TestButton({ channel }: { channel: NoticeChannelSetup }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ ok: boolean; text: string }>();
  const fail = (detail: string) => setSaid({ ok: false, text: t('notices.testFailed', { detail }) });
  const send = async () => {
    const wrong = channelProblems(channel, t);
    if (wrong.length > 0) return fail(wrong.join(t('notices.problem.and')));
    if (NEEDS_ADDRESS.has(channel.kind) && !address.trim())
      return setSaid({ ok: false, text: t('notices.testToMissing') });
    setBusy(true);
    try {
      const { ok, tookMs, error, failure } = await noticesApi.test({ channel, address, language });
      if (ok) setSaid({ ok, text: t('notices.testOk', { ms: tookMs }) });
      else fail(failure ? t(`notices.failure.${failure}`, { detail: error }) : (error ?? ''));
    } catch (failure) {
      fail((failure as Error).message);
    }
    setBusy(false);
  };
  return (
    <div className="channel-test">
      <Input
        size="small"
        value={address}
        aria-label={t('notices.testTo')}
        placeholder={t('notices.testTo')}
        onChange={(event) => setAddress(event.target.value)}
      />
      <Button size="small" loading={busy} onClick={() => void send()}>
        {t('notices.test')}
      </Button>
      {said && (
        <span role="status" className={said.ok ? 'muted' : 'field-error'}>
          {said.text}
        </span>
      )}
    </div>
  );
}
