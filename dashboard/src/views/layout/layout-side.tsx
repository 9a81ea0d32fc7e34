import type { LayoutState } from '@linetwin/contracts';
import type { Equipment, Place } from '@linetwin/model';
import { Alert, Button, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import type { LayoutProblem } from './layout-problems.ts';
import { GRID_M } from './snap.ts';
import type { LayoutDraft } from './use-draft.ts';

const FIELDS = [
  { axis: 'x', text: 'layout.x', step: GRID_M },
  { axis: 'z', text: 'layout.z', step: GRID_M },
  { axis: 'rotationDeg', text: 'layout.rotation', step: 15 },
] as const;

/** The chosen machine in figures, what is wrong, and what is moved. */
export function LayoutSide(props: {
  draft: LayoutDraft;
  chosen: Equipment | undefined;
  files: LayoutState | undefined;
  onChoose: (machine: Equipment | null) => void;
}) {
  const { draft, chosen, files, onChoose } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const idOf = (address: string) => index.equipment(address)?.id ?? address;
  const textOf = (problem: LayoutProblem) =>
    t(`layout.problem.${problem.kind}`, {
      machine: idOf(problem.machine),
      other: problem.kind === 'overlap' ? idOf(problem.other) : '',
    });
  const chooseAt = (address: string) =>
    onChoose(draft.settled.find((machine) => machine.address === address) ?? null);
  const moved = draft.settled.filter(({ address }) => draft.draft.has(address));
  return (
    <aside className="layout-side">
      {files && !files.writable && <Alert type="warning" showIcon title={t('layout.readOnly')} />}
      {files?.changedSinceStart && <Alert type="info" showIcon title={t('layout.changedSinceStart')} />}
      <Panel title={t('layout.machine')}>
        <Select
          className="layout-choice"
          aria-label={t('layout.choose')}
          placeholder={t('layout.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          value={chosen?.address}
          options={draft.settled.map(({ address, id, name }) => ({
            value: address,
            label: `${id} ${name[language]}`,
          }))}
          onChange={(address?: string) => (address ? chooseAt(address) : onChoose(null))}
        />
        {chosen ? (
          <PlaceFields key={chosen.address} draft={draft} machine={chosen} />
        ) : (
          <p className="muted">{t('layout.chooseFirst')}</p>
        )}
      </Panel>
      <Panel title={t('layout.problems')}>
        {draft.problems.length === 0 ? (
          <p className="muted">{t('layout.noProblems')}</p>
        ) : (
          <ul className="layout-list" data-problems>
            {draft.problems.map((problem) => (
              <li key={JSON.stringify(problem)}>
                <Button type="link" size="small" danger onClick={() => chooseAt(problem.machine)}>
                  {textOf(problem)}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('layout.changes', { count: moved.length })}>
        {moved.length === 0 && <p className="muted">{t('layout.none')}</p>}
        <ul className="layout-list" data-moved>
          {moved.map((machine) => (
            <li key={machine.address}>
              <Button type="link" size="small" onClick={() => onChoose(machine)}>
                {t('layout.moved', { machine: machine.id, ...figures(machine.at) })}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
      <p className="muted small layout-keys">{t('layout.keys')}</p>
    </aside>
  );
}

function PlaceFields({ draft, machine }: { draft: LayoutDraft; machine: Equipment }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const planned = index.equipment(machine.address)!.at;
  return (
    <div className="layout-fields">
      {FIELDS.map(({ axis, text, step }) => (
        <label key={axis}>
          <span>{t(text)}</span>
          <InputNumber
            aria-label={t(text)}
            value={machine.at[axis]}
            step={step}
            onChange={(value) => {
              if (typeof value !== 'number') return;
              draft.put(machine, { ...machine.at, [axis]: value }, `${axis} ${machine.address}`);
            }}
          />
        </label>
      ))}
      <p className="muted small">{t('layout.planned', figures(planned))}</p>
      <Button
        size="small"
        disabled={!draft.draft.has(machine.address)}
        onClick={() => draft.put(machine, planned)}
      >
        {t('layout.putBack')}
      </Button>
    </div>
  );
}

function figures({ x, z, rotationDeg }: Place): { x: string; z: string; rotation: string } {
  const figure = (value: number) => String(value).replace('-', '−');
  return { x: figure(x), z: figure(z), rotation: figure(rotationDeg) };
}
