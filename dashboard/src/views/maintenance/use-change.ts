import type { WorkOrderChange } from '@linetwin/contracts';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { useActorName } from '../shared/actor-name.tsx';

type Change = WorkOrderChange extends infer One ? (One extends unknown ? Omit<One, 'by'> : never) : never;

/** Does something to the work order of an incident and says whether it was recorded. */
export function useChange(incident: string, onChanged: () => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const actor = useActorName();
  const [busy, setBusy] = useState(false);
  // A second tap may come before the buttons are drawn as busy.
  const running = useRef(false);

  const run = async (work: (by: string | undefined) => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false;
    const by = actor.take();
    if (by === false) {
      void message.warning(t('alarms.nameMissing'));
      return false;
    }
    running.current = true;
    setBusy(true);
    try {
      await work(by);
      void message.success(t('maintenance.done'));
      return true;
    } catch (error) {
      void message.error(t('maintenance.failed', { detail: (error as Error).message }));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
      onChanged();
    }
  };
  return {
    actor,
    busy,
    change: (change: Change) =>
      run((by) => incidentsApi.change(incident, { ...change, by } as WorkOrderChange)),
    addPhoto: (jpeg: Blob) => run((by) => incidentsApi.addPhoto(incident, jpeg, by)),
  };
}
