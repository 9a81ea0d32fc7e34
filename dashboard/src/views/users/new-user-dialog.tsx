import { USER_ROLES, type NewPasswordAnswer, type UserRole } from '@linetwin/contracts';
import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersApi } from '../../live/api/users-api.ts';

/** Login, name and role of somebody new. */
export function NewUserDialog(props: { onClose: () => void; onMade: (answer: NewPasswordAnswer) => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<UserRole>('operator');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');

  const send = async () => {
    setBusy(true);
    setError('');
    try {
      props.onMade(await usersApi.create({ login, name, role }));
    } catch (failure) {
      setError(t('access.users.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={t('access.users.add')}
      okText={t('access.users.add')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !login.trim() || !name.trim() }}
      onOk={() => void send()}
      onCancel={props.onClose}
      width={480}
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
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Modal>
  );
}
