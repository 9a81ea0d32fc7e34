import { GATEWAY_ID, TOKEN_SCOPES, type Token } from '@linetwin/contracts';
import { Input, Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keysApi } from '../../live/api/keys-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { SendDialog } from '../shared/send-dialog.tsx';

/** What is shown this once. */
export interface MadeSecret {
  title: string;
  hint: string;
  facts?: readonly (readonly [string, string])[];
  label: string;
  secret: string;
}

interface DialogProps {
  onClose: () => void;
  onMade: (secret: MadeSecret) => void;
}

const DAYS = [7, 30, 90, 365] as const;

/** Name, rights and life of a program's token. */
export function NewTokenDialog({ onClose, onMade }: DialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Token['scope']>('viewer');
  const [days, setDays] = useState<number>(90);
  const make = async (): Promise<MadeSecret> => {
    const { token, secret } = await keysApi.createToken({ name, scope, days });
    return {
      title: t('access.keys.tokenFor', { name: token.name }),
      hint: t('access.keys.tokenOnce'),
      label: t('access.keys.secret'),
      secret,
    };
  };
  return (
    <KeyDialog
      title={t('access.keys.addToken')}
      complete={name.trim() !== ''}
      make={make}
      onMade={onMade}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('access.keys.name')}</span>
        <Input
          autoFocus
          id="token-name"
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <fieldset className="field roles">
        <legend>{t('access.keys.scope')}</legend>
        <Radio.Group value={scope} onChange={(event) => setScope(event.target.value as Token['scope'])}>
          {TOKEN_SCOPES.map((one) => (
            <Radio key={one} value={one}>
              <strong>{t(`access.role.${one}`)}</strong>
              <small className="muted">{t(`access.users.roleHint.${one}`)}</small>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <label className="field">
        <span>{t('access.keys.days')}</span>
        <Select
          value={days}
          options={DAYS.map((value) => ({ value, label: t('access.keys.daysOf', { count: value }) }))}
          onChange={setDays}
        />
      </label>
    </KeyDialog>
  );
}

/** User name at the broker, and the lines and machines that the gateway speaks for. */
export function NewGatewayDialog({ onClose, onMade }: DialogProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const [id, setId] = useState('');
  const [machines, setMachines] = useState<string[]>([]);
  const { site, lines, equipment } = index.model;
  const options = lines.map((line) => {
    const path = `${site.id}/${line.area}/${line.id}`;
    return {
      label: line.name[language],
      options: [
        { value: path, label: `${line.name[language]} (${path})` },
        ...equipment
          .filter((one) => one.line === line.id)
          .map((one) => ({ value: one.address as string, label: `${one.id} ${one.name[language]}` })),
      ],
    };
  });
  const make = async (): Promise<MadeSecret> => {
    const { gateway, password } = await keysApi.createGateway({ id, machines });
    return {
      title: t('access.keys.gatewayFor', { name: gateway.id }),
      hint: t('access.keys.gatewayOnce'),
      facts: [[t('access.keys.gatewayName'), gateway.id]],
      label: t('access.password'),
      secret: password,
    };
  };
  return (
    <KeyDialog
      title={t('access.keys.addGateway')}
      complete={id !== '' && machines.length > 0}
      missing={GATEWAY_ID.test(id) ? undefined : t('access.keys.gatewayNameForm')}
      make={make}
      onMade={onMade}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('access.keys.gatewayName')}</span>
        <Input
          autoFocus
          id="gateway-id"
          value={id}
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setId(event.target.value.toLowerCase())}
        />
        <small className="muted">{t('access.keys.gatewayNameHint')}</small>
      </label>
      <label className="field">
        <span>{t('access.keys.machines')}</span>
        <Select
          id="gateway-machines"
          mode="multiple"
          value={machines}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setMachines}
        />
        <small className="muted">{t('access.keys.machinesHint')}</small>
      </label>
    </KeyDialog>
  );
}

function KeyDialog(props: {
  title: string;
  complete: boolean;
  /** What is wrong with what was typed. */
  missing?: string;
  make: () => Promise<MadeSecret>;
  onMade: (secret: MadeSecret) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <SendDialog
      title={props.title}
      width={480}
      isComplete={props.complete}
      missing={props.missing}
      send={async () => props.onMade(await props.make())}
      failed={({ message: detail }) => t('access.users.failed', { detail })}
      onClose={props.onClose}
    >
      {props.children}
    </SendDialog>
  );
}
