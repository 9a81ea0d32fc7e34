import type { RunSummary } from '@linetwin/contracts';
import {
  checkScenario,
  durationText,
  withFaultField,
  withoutFault,
  withSetting,
} from '@linetwin/model/scenario';
import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { MomentField } from '../shared/time-field/time-field.tsx';
import { toPlantTime } from '../production/plant-time.ts';
import { Field, shortest } from './fault-form.tsx';
import { faultName, machineName, useRunTexts } from './run-texts.ts';

/** Another future of a run: from an instant on faults are cured or a setting is changed; what lies before stays the same. */
export function BranchPanel({ run }: { run: RunSummary }) {
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { model } = index;
  const zone = model.site.timeZone;
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const story = useFetched(run.id, (abort) => runsApi.scenario(run.id, abort));
  const [instant, setInstant] = useState(() => toPlantTime.text((run.beginAt + run.endAt) / 2, zone));
  const [cured, setCured] = useState<number[]>([]);
  const [setting, setSetting] = useState<string>();
  const [value, setValue] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const scenario = useMemo(
    () => story.data && checkScenario(story.data.text, model).scenario,
    [story.data, model],
  );
  const settings = useMemo(
    () =>
      model.equipment
        .filter(({ line }) => run.lines.includes(line))
        .flatMap((machine) =>
          machine.settings.map((one) => ({ key: `${machine.address} ${one.id}`, machine, one })),
        ),
    [model, run.lines],
  );
  const chosen = settings.find(({ key }) => key === setting);
  const at = toPlantTime.instant(instant, zone);
  const isInside = at !== undefined && at > run.beginAt && at < run.endAt;
  if (story.loading) return <Loading rows={3} />;
  if (!story.data || !scenario)
    return <Failure what={t('loadFailed')} detail={story.error?.message} retry={story.retry} />;
  const { text } = story.data;
  const atS = isInside ? Math.round((at - run.beginAt) / 1000) : 0;
  const standing = scenario.faults.flatMap((fault, i) => (fault.endS > atS ? [{ fault, i }] : []));
  const changes = cured.some((i) => standing.some((one) => one.i === i)) || (chosen && value !== null);

  const start = async () => {
    setBusy(true);
    setError('');
    try {
      let branched = text;
      // From the last one on, so that those before keep their places.
      for (const { fault, i } of standing.toReversed())
        if (cured.includes(i))
          branched =
            fault.onsetS >= atS
              ? withoutFault(branched, i)
              : withFaultField(branched, i, 'end', durationText(atS));
      if (chosen && value !== null)
        branched = withSetting(branched, {
          equipment: shortest(chosen.machine.address, model.equipment),
          setting: chosen.one.id,
          value,
          at: durationText(atS),
        });
      const { id } = await runsApi.start({
        scenario: branched,
        lines: run.lines,
        seed: run.seed!,
        beginAt: run.beginAt,
        durationS: Math.round((run.endAt - run.beginAt) / 1000),
        cycleS: run.cycleS!,
        speed: null,
        branchOf: { run: run.id, at: at! },
      });
      await navigate(linkTo(`/runs/${id}`, { with: run.id }));
    } catch (problem) {
      setError((problem as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t('branch.title')}>
      <p className="muted run-hint">{t('branch.hint')}</p>
      <div className="run-fields">
        <Field label={t('branch.at')}>
          <MomentField label={t('branch.at')} value={instant} isWrong={!isInside} onChange={setInstant} />
        </Field>
        <Field label={t('branch.setting')}>
          <Select
            aria-label={t('branch.setting')}
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            placeholder={t('branch.none')}
            value={setting}
            onChange={(key: string | undefined) => {
              setSetting(key);
              setValue(settings.find((one) => one.key === key)?.one.usual ?? null);
            }}
            options={settings.map(({ key, machine, one }) => ({
              value: key,
              label: `${machine.id} ${one.name[language]}`,
            }))}
          />
        </Field>
        {chosen && (
          <Field label={`${t('branch.value')} (${chosen.one.range.join('–')} ${chosen.one.unit})`}>
            <InputNumber
              aria-label={t('branch.value')}
              min={chosen.one.range[0]}
              max={chosen.one.range[1]}
              value={value}
              onChange={setValue}
            />
          </Field>
        )}
      </div>
      {standing.length > 0 && (
        <Field label={t('branch.cure')}>
          <Checkbox.Group
            value={cured}
            onChange={setCured}
            options={standing.map(({ fault, i }) => ({
              value: i,
              label: `${faultName(fault.id, language)} · ${machineName(fault.equipment, index, language)}`,
            }))}
          />
        </Field>
      )}
      {!isInside && <p className="field-error">{t('branch.outside')}</p>}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <Button
        type="primary"
        loading={busy}
        disabled={!isInside || !changes}
        title={changes ? undefined : t('branch.nothing')}
        onClick={() => void start()}
      >
        {t('branch.run')}
      </Button>
    </Panel>
  );
}
