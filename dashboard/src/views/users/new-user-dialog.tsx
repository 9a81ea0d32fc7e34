import { loginNameSchema, USER_ROLES, type NewPasswordAnswer, type UserRole } from '@linetwin/contracts';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi } from '../../live/api/users-api.ts';
import { SendDialog } from '../shared/send-dialog.tsx';

/** Login, name and role of somebody new. */
export function NewUserDialog(props: { onClose: () => void; onMade: (answer: NewPasswordAnswer) => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<UserRole>('operator');

  const send = async () => props.onMade(await usersApi.create({ login, name, role }));

  return (
    <SendDialog
      title={t('access.users.add')}
      width={480}
      isComplete={login.trim() !== '' && name.trim() !== ''}
      missing={loginNameSchema.safeParse(login).success ? undefined : t('access.users.loginForm')}
      send={send}
      failed={({ message: detail }) => t('access.users.failed', { detail })}
      onClose={props.onClose}
    >
      <label className="field">
        <span>{t('access.users.name')}</span>
        <Input
          id="user-name"
          autoFocus
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.target.value)}
        />
        <small className="muted">{t('access.users.nameHint')}</small>
      </label>
      <label className="field">
        <span>{t('access.login')}</span>
        <Input
          id="user-login"
          value={login}
          maxLength={64}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setLogin(event.target.value)}
        />
        <small className="muted">{t('access.users.loginHint')}</small>
      </label>
      <fieldset className="field roles">
        <legend>{t('access.users.role')}</legend>
        <Radio.Group value={role} onChange={(event) => setRole(event.target.value as UserRole)}>
          {USER_ROLES.map((one) => (
            <Radio key={one} value={one}>
              <strong>{t(`access.role.${one}`)}</strong>
              <small className="muted">{t(`access.users.roleHint.${one}`)}</small>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
    </SendDialog>
  );
}
