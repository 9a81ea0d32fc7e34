import type { Gateway, Token } from '@linetwin/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysApi } from '../../live/api/keys-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { AdminOnly } from '../shared/admin-only.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
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
    <StackTable
      rows={tokens}
      rowKey={({ id }) => id}
      rowProps={({ name, revokedAt }) => ({ 'data-key': name, 'data-disabled': revokedAt !== null })}
      columns={[
        {
          title: t('access.keys.name'),
          cell: ({ id, name, createdBy }) => <Named name={name} note={`${id} · ${createdBy}`} />,
        },
        { title: t('access.keys.scope'), cell: ({ scope }) => t(`access.role.${scope}`) },
        { title: t('access.keys.state'), cell: (token) => <KeyState {...token} /> },
        {
          title: t('access.keys.expires'),
          className: 'nowrap',
          cell: ({ expiresAt }) => <Moment at={expiresAt} />,
        },
        {
          title: t('access.keys.lastUsed'),
          className: 'nowrap',
          cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} />,
        },
        {
          title: '',
          className: 'col-action',
          cell: ({ id, name, revokedAt }) =>
            revokedAt === null && (
              <RevokeKey name={name} revoke={() => keysApi.revokeToken(id)} onChanged={onChanged} />
            ),
        },
      ]}
    />
  );
}

function GatewayTable({ gateways, onChanged }: { gateways: readonly Gateway[]; onChanged: () => void }) {
  const { t } = useTranslation();
  return (
    <StackTable
      rows={gateways}
      rowKey={({ id }) => id}
      rowProps={({ id, revokedAt }) => ({ 'data-key': id, 'data-disabled': revokedAt !== null })}
      columns={[
        {
          title: t('access.keys.name'),
          cell: ({ id, createdBy }) => <Named name={id} note={createdBy} />,
        },
        {
          title: t('access.keys.machines'),
          className: 'audit-subject',
          cell: ({ machines }) =>
            machines.map((machine) => (
              <span key={machine} className="tag">
                {machine}
              </span>
            )),
        },
        {
          title: t('access.keys.state'),
          cell: ({ revokedAt }) => <KeyState revokedAt={revokedAt} expiresAt={null} />,
        },
        {
          title: t('access.keys.lastUsed'),
          className: 'nowrap',
          cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} />,
        },
        {
          title: '',
          className: 'col-action',
          cell: ({ id, revokedAt }) =>
            revokedAt === null && (
              <RevokeKey name={id} revoke={() => keysApi.revokeGateway(id)} onChanged={onChanged} />
            ),
        },
      ]}
    />
  );
}

function Named({ name, note }: { name: string; note: string }) {
  return (
    <>
      <strong>{name}</strong>
      <small className="muted block">{note}</small>
    </>
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

function RevokeKey(props: { name: string; revoke: () => Promise<unknown>; onChanged: () => void }) {
  const { t } = useTranslation();
  return (
    <RevokeButton
      title={t('access.keys.revokeTitle', { name: props.name })}
      text={t('access.keys.revokeText')}
      label={t('access.keys.revoke')}
      revoke={props.revoke}
      onChanged={props.onChanged}
    />
  );
}
