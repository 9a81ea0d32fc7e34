import type { Gateway, Token } from '@linetwin/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysApi } from '../../live/keys-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { AdminOnly } from '../shared/admin-only.tsx';
import { SecretDialog } from '../shared/secret-dialog.tsx';
import { NewGatewayDialog, NewTokenDialog, type MadeSecret } from './new-key-dialogs.tsx';

export default function KeysPage() {
  const { t } = useTranslation();
  return (
    <AdminOnly title={t('access.keys.title')}>
      <Keys />
    </AdminOnly>
  );
}

/** Keys of what is no person: programs, and gateways of machines. */
function Keys() {
  const { t } = useTranslation();
  const tokens = useFetched('tokens', (abort) => keysApi.tokens(abort));
  const gateways = useFetched('gateways', (abort) => keysApi.gateways(abort));
  const [adding, setAdding] = useState<'token' | 'gateway'>();
  const [made, setMade] = useState<MadeSecret>();
  const failure = tokens.error ?? gateways.error;
  const retry = () => {
    tokens.retry();
    gateways.retry();
  };
  const onMade = (secret: MadeSecret) => {
    setAdding(undefined);
    setMade(secret);
    retry();
  };
  const addButton = (kind: 'token' | 'gateway') => (
    <Button size="small" onClick={() => setAdding(kind)}>
      <Icon name="plus" size={12} /> {t(kind === 'token' ? 'access.keys.addToken' : 'access.keys.addGateway')}
    </Button>
  );
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('access.keys.title')}</h1>
      </header>
      {failure && <Failure what={t('access.keys.loadFailed')} detail={failure.message} retry={retry} />}
      <Panel title={<Titled title="gateways" />} extra={addButton('gateway')} flush>
        {gateways.loading ? (
          <Loading rows={3} />
        ) : gateways.data?.length ? (
          <GatewayTable gateways={gateways.data} onChanged={retry} />
        ) : (
          <Empty>{t('access.keys.emptyGateways')}</Empty>
        )}
      </Panel>
      <Panel title={<Titled title="tokens" />} extra={addButton('token')} flush>
        {tokens.loading ? (
          <Loading rows={3} />
        ) : tokens.data?.length ? (
          <TokenTable tokens={tokens.data} onChanged={retry} />
        ) : (
          <Empty>{t('access.keys.emptyTokens')}</Empty>
        )}
      </Panel>
      {adding === 'token' && <NewTokenDialog onClose={() => setAdding(undefined)} onMade={onMade} />}
      {adding === 'gateway' && <NewGatewayDialog onClose={() => setAdding(undefined)} onMade={onMade} />}
      {made && <SecretDialog {...made} onClose={() => setMade(undefined)} />}
    </div>
  );
}

function Titled({ title }: { title: 'gateways' | 'tokens' }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`access.keys.${title}`)} <small className="muted panel-note">{t(`access.keys.${title}Hint`)}</small>
    </>
  );
}

function TokenTable({ tokens, onChanged }: { tokens: readonly Token[]; onChanged: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll">
      <table className="table stack-table">
        <thead>
          <tr>
            <th>{t('access.keys.name')}</th>
            <th>{t('access.keys.scope')}</th>
            <th>{t('access.keys.state')}</th>
            <th>{t('access.keys.expires')}</th>
            <th>{t('access.keys.lastUsed')}</th>
            <th className="col-action" />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} data-key={token.name} data-disabled={token.revokedAt !== null}>
              <td>
                <strong>{token.name}</strong>
                <small className="muted block">
                  {token.id} · {token.createdBy}
                </small>
              </td>
              <td data-label={t('access.keys.scope')}>{t(`access.role.${token.scope}`)}</td>
              <td data-label={t('access.keys.state')}>
                <KeyState revokedAt={token.revokedAt} expiresAt={token.expiresAt} />
              </td>
              <td className="nowrap" data-label={t('access.keys.expires')}>
                <Moment at={token.expiresAt} />
              </td>
              <td className="nowrap" data-label={t('access.keys.lastUsed')}>
                <Moment at={token.lastUsedAt} />
              </td>
              <td className="col-action">
                {token.revokedAt === null && (
                  <RevokeButton
                    name={token.name}
                    revoke={() => keysApi.revokeToken(token.id)}
                    onChanged={onChanged}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GatewayTable({ gateways, onChanged }: { gateways: readonly Gateway[]; onChanged: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll">
      <table className="table stack-table">
        <thead>
          <tr>
            <th>{t('access.keys.name')}</th>
            <th>{t('access.keys.machines')}</th>
            <th>{t('access.keys.state')}</th>
            <th>{t('access.keys.lastUsed')}</th>
            <th className="col-action" />
          </tr>
        </thead>
        <tbody>
          {gateways.map((gateway) => (
            <tr key={gateway.id} data-key={gateway.id} data-disabled={gateway.revokedAt !== null}>
              <td>
                <strong>{gateway.id}</strong>
                <small className="muted block">{gateway.createdBy}</small>
              </td>
              <td className="audit-subject" data-label={t('access.keys.machines')}>
                {gateway.machines.map((machine) => (
                  <span key={machine} className="tag">
                    {machine}
                  </span>
                ))}
              </td>
              <td data-label={t('access.keys.state')}>
                <KeyState revokedAt={gateway.revokedAt} expiresAt={null} />
              </td>
              <td className="nowrap" data-label={t('access.keys.lastUsed')}>
                <Moment at={gateway.lastUsedAt} />
              </td>
              <td className="col-action">
                {gateway.revokedAt === null && (
                  <RevokeButton
                    name={gateway.id}
                    revoke={() => keysApi.revokeGateway(gateway.id)}
                    onChanged={onChanged}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeyState({ revokedAt, expiresAt }: { revokedAt: number | null; expiresAt: number | null }) {
  const { t } = useTranslation();
  const { live } = usePlant();
  if (revokedAt !== null)
    return (
      <span className="state-tag" data-tone="off">
        {t('access.keys.revoked')}
      </span>
    );
  if (expiresAt !== null && expiresAt <= live.now())
    return (
      <span className="state-tag" data-tone="off">
        {t('access.keys.expired')}
      </span>
    );
  return (
    <span className="state-tag" data-tone="on">
      {t('access.keys.active')}
    </span>
  );
}

function Moment({ at }: { at: number | null }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  return at === null ? t('access.users.never') : formatMoment(at, index.model.site.timeZone, live.now());
}

function RevokeButton(props: { name: string; revoke: () => Promise<unknown>; onChanged: () => void }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const ask = () =>
    modal.confirm({
      title: t('access.keys.revokeTitle', { name: props.name }),
      content: t('access.keys.revokeText'),
      okText: t('access.keys.revoke'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: async () => {
        try {
          await props.revoke();
        } catch (error) {
          void message.error(t('access.users.failed', { detail: (error as Error).message }));
        }
        props.onChanged();
      },
    });
  return (
    <Button size="small" onClick={() => void ask()}>
      {t('access.keys.revoke')}
    </Button>
  );
}
