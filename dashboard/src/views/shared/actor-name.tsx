import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../live/account.ts';

const STORED_NAME = 'linetwin.name';

/** Under which name somebody does something: signed in the server knows, else it is typed and remembered on this device. */
export function useActorName() {
  const { user } = useAccount();
  const [name, setName] = useState(readName);
  const [missing, setMissing] = useState(false);
  return {
    user,
    name,
    missing,
    setName(next: string) {
      setName(next);
      setMissing(false);
    },
    /** What to send as `by`; `false` where a name is wanted and none was typed, which the field then says. */
    take(): string | undefined | false {
      if (user) return undefined;
      const by = name.trim();
      if (by === '') {
        setMissing(true);
        return false;
      }
      keepName(by);
      return by;
    },
  };
}

/** The field for the name, or who is signed in. */
export function ActorNameField(props: {
  actor: ReturnType<typeof useActorName>;
  onEnter?: () => void;
  /** One field of a page among others, not what a dialog asks for. */
  inPage?: boolean;
}) {
  const { t } = useTranslation();
  const { user, name, missing, setName } = props.actor;
  if (user) return <p className="ack-as">{t('access.actingAs', { name: user.name })}</p>;
  return (
    <label className="field">
      <span>{t('alarms.yourName')}</span>
      <Input
        autoFocus={!props.inPage}
        id="acknowledge-name"
        value={name}
        maxLength={64}
        placeholder={t('alarms.namePlaceholder')}
        status={missing ? 'error' : undefined}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={props.onEnter}
      />
      {missing && <small className="field-error">{t('alarms.nameMissing')}</small>}
    </label>
  );
}

function readName(): string {
  try {
    return localStorage.getItem(STORED_NAME) ?? '';
  } catch {
    return '';
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(STORED_NAME, name);
  } catch {
    // Private windows forbid storage; the name is then asked again next time.
  }
}
