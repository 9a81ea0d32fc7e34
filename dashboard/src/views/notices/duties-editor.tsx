import type { Duty, NoticeSetup } from '@linetwin/contracts';
import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { TimeOfDayField } from '../shared/time-field/time-field.tsx';
import { Field, ListEditor } from './list-editor.tsx';
import { rosterGaps } from './roster-gaps.ts';
import type { EditorProps } from './editor-props.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const ON_DUTY = 'on-duty';

/** Who is on duty on which days, from when to when, for which lines. */
export function DutiesEditor({ setup, change }: EditorProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return (
    <ListEditor
      title={t('notices.duties')}
      empty={t('notices.noDuties')}
      entries={setup.duties}
      add={() =>
        change({
          duties: [...setup.duties, { contacts: [], days: [...DAYS], from: '08:00', to: '20:00', lines: [] }],
        })
      }
      note={setup.duties.length > 0 && tellsWhoIsOnDuty(setup) && <Gaps duties={setup.duties} />}
      onChange={(duties) => change({ duties })}
      fields={({ contacts, days, from, to, lines }, set) => (
        <>
          <Field name={t('notices.who')}>
            <Select
              mode="multiple"
              value={contacts}
              options={setup.contacts.map(({ id, name }) => ({ value: id, label: name || id }))}
              onChange={(next) => set({ contacts: next })}
            />
          </Field>
          <Field name={t('notices.days')}>
            <Select
              mode="multiple"
              value={days}
              options={DAYS.map((day) => ({ value: day as number, label: t(`notices.day.d${day}`) }))}
              onChange={(next) => set({ days: [...next].sort() })}
            />
          </Field>
          <Field name={t('notices.fromTime')}>
            <TimeOfDayField
              label={t('notices.fromTime')}
              value={from}
              onChange={(next) => set({ from: next })}
            />
          </Field>
          <Field name={t('notices.toTime')}>
            <TimeOfDayField label={t('notices.toTime')} value={to} onChange={(next) => set({ to: next })} />
          </Field>
          <Field name={t('notices.lines')}>
            <Select
              mode="multiple"
              value={lines}
              placeholder={t('notices.allLines')}
              options={index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] }))}
              onChange={(next) => set({ lines: next })}
            />
          </Field>
        </>
      )}
    />
  );
}

function tellsWhoIsOnDuty({ escalation }: NoticeSetup): boolean {
  return escalation.length === 0 || escalation.some(({ to }) => to === ON_DUTY);
}

/** When nobody would be told of anything, by line. */
function Gaps({ duties }: { duties: readonly Duty[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { lines } = index.model;
  const gaps = lines.flatMap(({ id, name }) =>
    rosterGaps(duties, id).map((gap) => ({ line: name[language], ...gap })),
  );
  return gaps.map(({ line, days, from, to }) => {
    const named =
      days.length === DAYS.length
        ? t('notices.everyDay')
        : days.map((day) => t(`notices.day.d${day as (typeof DAYS)[number]}`)).join(t('notices.dayAnd'));
    const text = from === to ? 'notices.gapDay' : 'notices.gap';
    return (
      <p key={`${line} ${named} ${from}`} className="note" role="status">
        {t(text, { line, days: named, from, to })}
      </p>
    );
  });
}

/** Who is told after how long without anybody taking an incident on. */
export function EscalationEditor({ setup, change }: EditorProps) {
  const { t } = useTranslation();
  const add = () => {
    const last = setup.escalation.at(-1);
    change({
      escalation: [...setup.escalation, { afterMin: last ? last.afterMin + 15 : 0, to: ON_DUTY }],
    });
  };
  return (
    <ListEditor
      title={t('notices.escalation')}
      empty={t('notices.noEscalation')}
      entries={setup.escalation}
      add={setup.escalation.length < 6 ? add : undefined}
      onChange={(escalation) => change({ escalation })}
      fields={({ afterMin, to }, set) => (
        <>
          <Field name={t('notices.afterMin')}>
            <InputNumber
              min={0}
              max={1440}
              value={afterMin}
              onChange={(next) => set({ afterMin: next ?? 0 })}
            />
          </Field>
          <Field name={t('notices.to')} wide>
            <Select
              mode="multiple"
              value={to === ON_DUTY ? [ON_DUTY] : to}
              options={[
                { value: ON_DUTY, label: t('notices.onDuty') },
                ...setup.contacts.map(({ id, name }) => ({ value: id, label: name || id })),
              ]}
              onChange={(next: string[]) => {
                const chosen = next.filter((one) => one !== ON_DUTY);
                // Whoever is on duty, or people by name: the one that was chosen last counts.
                set({ to: next.at(-1) === ON_DUTY || chosen.length === 0 ? ON_DUTY : chosen });
              }}
            />
          </Field>
        </>
      )}
    />
  );
}
