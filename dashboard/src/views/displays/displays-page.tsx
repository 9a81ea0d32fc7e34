import { DISPLAY_AWAY_MS, type Display } from '@linetwin/contracts';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../live/api/http.ts';
import { PAIR_PATH } from '../../live/display.ts';
import { displaysApi } from '../../live/api/displays-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { wallsApi } from '../../live/api/walls-api.ts';
import { formatMoment, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { AdminOnly } from '../shared/admin-only.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import { SendDialog } from '../shared/send-dialog.tsx';

const REFRESH_MS = 10_000;

export default function DisplaysPage() {
  const { t } = useTranslation();
  return (
    <AdminOnly title={t('access.displays.title')}>
      <Displays />
    </AdminOnly>
  );
}

/** Walls that were paired, and how each of them is. */
function Displays() {
  const { t } = useTranslation();
  const { live } = usePlant();
  const displays = useFetched('displays', (abort) => displaysApi.list(abort), REFRESH_MS);
  const [adding, setAdding] = useState(false);
  const shown = displays.data?.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const online = shown.filter((display) => isOnline(display, live.now())).length;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('access.displays.title')}</h1>
        <span className="muted">{t('access.displays.hint')}</span>
        {shown.length > 0 && <span>{t('access.displays.count', { count: online })}</span>}
        <div className="page-tools">
          <Button type="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" size={14} /> {t('access.displays.add')}
          </Button>
        </div>
      </header>
      <Panel flush>
        {displays.loading ? (
          <Loading rows={5} />
        ) : !displays.data ? (
          <Failure
            what={t('access.displays.loadFailed')}
            detail={displays.error?.message}
            retry={displays.retry}
          />
        ) : shown.length === 0 ? (
          <Empty>{t('access.displays.empty')}</Empty>
        ) : (
          <DisplayTable displays={shown} onChanged={displays.retry} />
        )}
      </Panel>
      {adding && (
        <AddDialog
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            displays.retry();
          }}
        />
      )}
    </div>
  );
}

function DisplayTable({ displays, onChanged }: { displays: readonly Display[]; onChanged: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const now = live.now();
  const stateOf = (display: Display) =>
    display.lastBeatAt === null ? 'waiting' : isOnline(display, now) ? 'online' : 'away';
  const quantity = (value: number | null, unit: string, digits: number) =>
    value === null ? NO_VALUE : formatQuantity(value, unit, language, digits);
  return (
    <StackTable
      rows={displays}
      rowKey={({ id }) => id}
      rowProps={({ name }) => ({ 'data-display': name })}
      columns={[
        {
          title: t('access.displays.name'),
          cell: ({ name, address }) => (
            <>
              <strong>{name}</strong>
              <small className="muted block">{address || NO_VALUE}</small>
            </>
          ),
        },
        {
          title: t('access.displays.state'),
          cell: (display) => {
            const state = stateOf(display);
            const tone = { online: 'on', away: 'bad', waiting: 'wait' }[state];
            return (
              <span className="state-tag" data-tone={tone}>
                {t(`access.displays.${state}`)}
              </span>
            );
          },
        },
        {
          title: t('access.displays.lastBeat'),
          className: 'nowrap',
          cell: ({ lastBeatAt }) =>
            lastBeatAt === null ? NO_VALUE : formatMoment(lastBeatAt, index.model.site.timeZone, now),
        },
        { title: t('access.displays.version'), cell: ({ version }) => version || NO_VALUE },
        {
          title: t('access.displays.memory'),
          className: 'num',
          cell: ({ memoryMb }) => quantity(memoryMb, 'MB', 0),
        },
        {
          title: t('access.displays.frame'),
          className: 'num',
          cell: ({ frameMs }) => quantity(frameMs, 'ms', 1),
        },
        {
          title: t('wall.title'),
          cell: (display) => <WallChoice display={display} />,
        },
        {
          title: t('access.displays.page'),
          className: 'audit-subject',
          cell: ({ page }) => page || NO_VALUE,
        },
        {
          title: '',
          className: 'col-action',
          cell: ({ id, name }) => (
            <RevokeButton
              title={t('access.displays.revokeTitle', { name })}
              text={t('access.displays.revokeText')}
              label={t('access.displays.revoke')}
              revoke={() => displaysApi.revoke(id)}
              onChanged={onChanged}
            />
          ),
        },
      ]}
    />
  );
}

/** Which wall a display shows; it follows within 20 s. */
function WallChoice({ display }: { display: Display }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const walls = useFetched('walls', (abort) => wallsApi.list(abort), REFRESH_MS);
  const choose = (layout: string) =>
    wallsApi.assign(display.id, layout || null).then(walls.retry, (error: Error) => {
      void message.error(t('access.users.failed', { detail: error.message }));
    });
  return (
    <Select
      size="small"
      className="wall-choice"
      aria-label={t('walls.ofDisplay', { name: display.name })}
      loading={walls.loading}
      value={walls.data?.displays[display.id] ?? ''}
      options={[
        { value: '', label: t('walls.default') },
        ...(walls.data?.layouts ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(layout) => void choose(layout)}
    />
  );
}

function AddDialog({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const send = async () => {
    await displaysApi.approve(code, name);
    void message.success(t('access.displays.added', { name }));
    onAdded();
  };
  const failed = (failure: Error) =>
    failure instanceof ApiError && (failure.status === 404 || failure.status === 400)
      ? t('access.displays.unknownCode')
      : t('access.users.failed', { detail: failure.message });
  return (
    <SendDialog
      title={t('access.displays.add')}
      width={460}
      isComplete={code.trim() !== '' && name.trim() !== ''}
      send={send}
      failed={failed}
      onClose={onClose}
    >
      <p className="muted">{t('access.displays.codeHint', { address: `${location.origin}${PAIR_PATH}` })}</p>
      <label className="field">
        <span>{t('access.displays.code')}</span>
        <Input
          autoFocus
          id="display-code"
          className="code-input"
          value={code}
          maxLength={9}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setCode(event.target.value.toUpperCase())}
        />
      </label>
      <label className="field">
        <span>{t('access.displays.name')}</span>
        <Input
          id="display-name"
          value={name}
          maxLength={64}
          placeholder={t('access.displays.namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
    </SendDialog>
  );
}

function isOnline({ lastBeatAt }: Display, now: number): boolean {
  return lastBeatAt !== null && now - lastBeatAt < DISPLAY_AWAY_MS;
}
