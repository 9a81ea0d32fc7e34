import { App, Button, Input, Modal } from 'antd';
import { MIN_PASSWORD_LENGTH } from '@linetwin/contracts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccountStore } from '../../live/account.ts';

/** Old and new password with what is wrong with them. `known` is the old one where it was just typed. */
export function ChangePasswordForm({ known, onDone }: { known?: string; onDone: () => void }) {
  const { t } = useTranslation();
  const store = useAccountStore();
  const [before, setBefore] = useState(known ?? '');
  const [after, setAfter] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if ([...after].length < MIN_PASSWORD_LENGTH) {
      setError(t('access.tooShort', { count: MIN_PASSWORD_LENGTH }));
      return;
    }
    if (after !== again) {
      setError(t('access.notTheSame'));
      return;
    }
    setBusy(true);
    setError('');
    try {
      await store.changePassword(before, after);
      onDone();
    } catch (failure) {
      setError((failure as Error).message);
      setBusy(false);
    }
  };

  return (
    <form className="access-form" onSubmit={(event) => void send(event)}>
      {known === undefined && (
        <label className="field">
          <span>{t('access.oldPassword')}</span>
          <Input.Password
            autoFocus
            autoComplete="current-password"
            value={before}
            maxLength={128}
            onChange={(event) => setBefore(event.target.value)}
          />
        </label>
      )}
      <label className="field">
        <span>{t('access.newPassword')}</span>
        <Input.Password
          id="new-password"
          autoFocus={known !== undefined}
          autoComplete="new-password"
          value={after}
          maxLength={128}
          onChange={(event) => setAfter(event.target.value)}
        />
        <small className="muted">{t('access.passwordHint', { count: MIN_PASSWORD_LENGTH })}</small>
      </label>
      <label className="field">
        <span>{t('access.newPasswordAgain')}</span>
        <Input.Password
          id="new-password-again"
          autoComplete="new-password"
          value={again}
          maxLength={128}
          onChange={(event) => setAgain(event.target.value)}
        />
      </label>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t('access.changePassword')}
      </Button>
    </form>
  );
}

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (
    <Modal open title={t('access.changePassword')} footer={null} onCancel={onClose} width={420}>
      <ChangePasswordForm
        onDone={() => {
          void message.success(t('access.passwordChanged'));
          onClose();
        }}
      />
    </Modal>
  );
}
