import { alarmPointOf, MAX_SHELF_H, type Alarm } from '@linetwin/contracts';
import { alarmPointId, type LimitType } from '@linetwin/model';
import { App, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { usePlant, useSession } from '../../live/session-context.ts';
import { formatQuantity } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { foldForSearch } from '../shared/machine-search.ts';
import { SendDialog } from '../shared/send-dialog.tsx';

const HOURS = [0.5, 1, 2, 4, 8, MAX_SHELF_H];
const LEAST_REASON = 3;

/** One limit of one signal that does not stand, or what an alarm is of. */
export type QuietTarget = { signal: string; limit: LimitType } | Alarm;

/** Asks why, and for a shelf for how long; without a target it asks for that too. */
export function QuietDialog(props: {
  what: 'shelve' | 'take-out';
  target?: QuietTarget;
  onClose: () => void;
}) {
  const { what, onClose } = props;
  const { t } = useTranslation();
  const { records } = useSession();
  const { message } = App.useApp();
  const [target, setTarget] = useState(props.target);
  const [hours, setHours] = useState(1);
  const [reason, setReason] = useState('');
  const why = reason.trim();

  const send = async (by: string | undefined) => {
    const point = 'id' in target! ? alarmPointOf(target) : alarmPointId(target!.signal, target!.limit);
    const answer: Alarm =
      what === 'shelve'
        ? await api.changeAlarmPoint(point, { change: 'shelve', reason: why, hours, by })
        : await api.changeAlarmService(point, { change: 'take-out', reason: why, by });
    records.putAnswered(answer);
    void message.success(t('handling.done'));
    onClose();
  };

  return (
    <SendDialog
      title={t(what === 'shelve' ? 'handling.shelveTitle' : 'handling.takeOutTitle')}
      okText={t(what === 'shelve' ? 'handling.shelve' : 'handling.takeOut')}
      width={460}
      isComplete={target !== undefined}
      missing={why.length < LEAST_REASON ? t('handling.reasonMissing') : undefined}
      asksWho
      send={send}
      failed={({ message: detail }) => t('handling.failed', { detail })}
      onClose={onClose}
    >
      {props.target ? <TargetName target={props.target} /> : <TargetPicker onPick={setTarget} />}
      <p className="muted">{t(what === 'shelve' ? 'handling.shelveHint' : 'handling.takeOutHint')}</p>
      {what === 'shelve' && (
        <fieldset className="field">
          <legend>{t('handling.hours')}</legend>
          <Segmented
            value={hours}
            block
            options={HOURS.map((count) => ({ value: count, label: String(count) }))}
            onChange={setHours}
          />
        </fieldset>
      )}
      <label className="field">
        <span>{t('handling.reason')}</span>
        <Input.TextArea
          id="quiet-reason"
          value={reason}
          maxLength={300}
          autoSize={{ minRows: 2, maxRows: 4 }}
          placeholder={t('handling.reasonHint')}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </SendDialog>
  );
}

function TargetName({ target }: { target: QuietTarget }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const signal = index.signal(target.signal);
  const machine = index.equipment('equipment' in target ? target.equipment : (signal?.equipment ?? ''));
  return (
    <p className="ack-what">
      <strong>
        {machine?.id} {machine?.name[language]}
      </strong>{' '}
      ·{' '}
      {'rule' in target && target.rule
        ? t('limit.ofRule', { rule: target.rule.name[language] })
        : `${signal?.name[language]} ${t(`limit.${target.limit}`)}`}
    </p>
  );
}

function TargetPicker({ onPick }: { onPick: (target: QuietTarget | undefined) => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const [machine, setMachine] = useState<string>();
  const [limit, setLimit] = useState<string>();
  const watched = index.model.signals.filter(({ limits }) => limits.length > 0);
  const machines = index.model.equipment.filter(({ address }) =>
    watched.some(({ equipment }) => equipment === address),
  );
  return (
    <>
      <label className="field">
        <span>{t('handling.machine')}</span>
        <Select
          showSearch={{
            filterOption: (query, option) =>
              foldForSearch(String(option?.label)).includes(foldForSearch(query)),
          }}
          placeholder={t('handling.pickMachine')}
          value={machine}
          options={machines.map(({ address, id, name }) => ({
            value: address,
            label: `${id} ${name[language]}`,
          }))}
          onChange={(next) => {
            setMachine(next);
            setLimit(undefined);
            onPick(undefined);
          }}
        />
      </label>
      <label className="field">
        <span>{t('handling.limit')}</span>
        <Select
          disabled={!machine}
          placeholder={t('handling.pickLimit')}
          value={limit}
          options={watched
            .filter(({ equipment }) => equipment === machine)
            .flatMap((signal) =>
              signal.limits.map(({ type, at }) => ({
                value: `${signal.address} ${type}`,
                label: `${signal.name[language]} ${t(`limit.${type}`)} ${formatQuantity(at, signal.unit, language, signal.decimals)}`,
              })),
            )}
          onChange={(next) => {
            setLimit(next);
            const [signal, type] = next.split(' ');
            onPick({ signal, limit: type as LimitType });
          }}
        />
      </label>
    </>
  );
}
