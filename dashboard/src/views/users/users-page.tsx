import type { ChangeUserRequest, NewPasswordAnswer, User, UserRole } from '@linetwin/contracts';
import { USER_ROLES } from '@linetwin/contracts';
import { App, Button, Dropdown, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../live/account.ts';
import { usersApi } from '../../live/api/users-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { AdminOnly } from '../shared/admin-only.tsx';
import { SecretDialog } from '../shared/secret-dialog.tsx';
import { NewUserDialog } from './new-user-dialog.tsx';

export default function UsersPage() {
  const { t } = useTranslation();
  return (
    <AdminOnly title={t('access.users.title')}>
      <Users />
    </AdminOnly>
  );
}

/** Everybody who may come in, with role and state. */
function Users() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const users = useFetched('users', (abort) => usersApi.list(abort));
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewPasswordAnswer>();

  /** Does something to a user and says whether it was done. */
  const act = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      void message.success(done);
    } catch (error) {
      void message.error(t('access.users.failed', { detail: (error as Error).message }));
    }
    users.retry();
  };

  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('access.users.title')}</h1>
        {users.data && <span className="muted">{t('access.users.count', { count: users.data.length })}</span>}
        <div className="page-tools">
          <Button type="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" size={14} /> {t('access.users.add')}
          </Button>
        </div>
      </header>
      <Panel flush>
        {users.loading ? (
          <Loading rows={6} />
        ) : users.data ? (
          <UserTable users={users.data} act={act} onPassword={setMade} />
        ) : (
          <Failure what={t('access.users.loadFailed')} detail={users.error?.message} retry={users.retry} />
        )}
      </Panel>
      {adding && (
        <NewUserDialog
          onClose={() => setAdding(false)}
          onMade={(answer) => {
            setAdding(false);
            setMade(answer);
            users.retry();
          }}
        />
      )}
      {made && (
        <SecretDialog
          title={t('access.users.passwordFor', { name: made.user.name })}
          hint={t('access.users.passwordOnce')}
          facts={[[t('access.login'), made.user.login]]}
          label={t('access.password')}
          secret={made.password}
          onClose={() => setMade(undefined)}
        />
      )}
    </div>
  );
}

type Act = (work: () => Promise<unknown>, done: string) => Promise<void>;

function UserTable(props: {
  users: readonly User[];
  act: Act;
  onPassword: (made: NewPasswordAnswer) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll">
      <table className="table stack-table">
        <thead>
          <tr>
            <th>{t('access.users.name')}</th>
            <th>{t('access.users.role')}</th>
            <th>{t('access.users.state')}</th>
            <th>{t('access.users.lastSignIn')}</th>
            <th className="col-action">{t('access.users.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {props.users.map((user) => (
            <UserRow key={user.id} user={user} act={props.act} onPassword={props.onPassword} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UserRow({
  user,
  act,
  onPassword,
}: {
  user: User;
  act: Act;
  onPassword: (made: NewPasswordAnswer) => void;
}) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { index, live } = usePlant();
  const isSelf = useAccount().user?.id === user.id;
  const change = (part: ChangeUserRequest) =>
    act(() => usersApi.change(user.id, part), t('access.users.saved'));
  const reset = () =>
    act(async () => onPassword(await usersApi.resetPassword(user.id)), t('access.users.saved'));
  const disable = () =>
    modal.confirm({
      title: t('access.users.disableTitle', { name: user.name }),
      content: t('access.users.disableText'),
      okText: t('access.users.disable'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => change({ disabled: true }),
    });
  return (
    <tr data-user={user.login} data-disabled={user.disabled}>
      <td>
        <strong>{user.name}</strong>
        {isSelf && <span className="tag">{t('access.users.you')}</span>}
        <small className="muted block">{user.login}</small>
      </td>
      <td data-label={t('access.users.role')}>
        <Select<UserRole>
          size="small"
          className="role-select"
          aria-label={`${t('access.users.role')}: ${user.name}`}
          value={user.role}
          disabled={user.source === 'directory'}
          options={USER_ROLES.map((role) => ({ value: role, label: t(`access.role.${role}`) }))}
          onChange={(role) => void change({ role })}
        />
      </td>
      <td data-label={t('access.users.state')}>
        <StateOf user={user} />
      </td>
      <td className="nowrap" data-label={t('access.users.lastSignIn')}>
        {user.lastSignInAt === null
          ? t('access.users.never')
          : formatMoment(user.lastSignInAt, index.model.site.timeZone, live.now())}
      </td>
      <td className="col-action">
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              {
                key: 'reset',
                label: t('access.users.reset'),
                disabled: user.source === 'directory' || isSelf,
                onClick: () => void reset(),
              },
              {
                key: 'sign-out',
                label: t('access.users.signOut'),
                onClick: () => void act(() => usersApi.signOut(user.id), t('access.users.signedOut')),
              },
              { type: 'divider' },
              user.disabled
                ? {
                    key: 'enable',
                    label: t('access.users.enable'),
                    onClick: () => void change({ disabled: false }),
                  }
                : {
                    key: 'disable',
                    danger: true,
                    disabled: isSelf,
                    label: t('access.users.disable'),
                    onClick: () => void disable(),
                  },
            ],
          }}
        >
          <Button size="small" aria-label={t('access.users.more', { name: user.name })}>
            ···
          </Button>
        </Dropdown>
      </td>
    </tr>
  );
}

function StateOf({ user }: { user: User }) {
  const { t } = useTranslation();
  if (user.disabled)
    return (
      <span className="state-tag" data-tone="off">
        {t('access.users.disabled')}
      </span>
    );
  if (user.mustChangePassword)
    return (
      <span className="state-tag" data-tone="wait">
        {t('access.users.firstPassword')}
      </span>
    );
  return (
    <span className="state-tag" data-tone="on">
      {t('access.users.active')}
      {user.source === 'directory' && ` · ${t('access.users.directory')}`}
    </span>
  );
}
