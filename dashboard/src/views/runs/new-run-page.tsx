import { MAX_RUN_DURATION_S, MIN_RUN_DURATION_S } from '@linetwin/contracts';
import {
  checkScenario,
  durationS,
  durationText,
  FAULT_KINDS,
  faultEntries,
  fitsMachine,
  withFault,
  withFaultField,
  withoutFault,
  type FaultEntry,
  type FaultKind,
} from '@linetwin/model/scenario';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUnsaved } from '../../ui/use-unsaved.ts';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { MomentField } from '../shared/time-field/time-field.tsx';
import { toPlantTime } from '../production/plant-time.ts';
import { useReasonAgainst } from '../shared/rights.ts';
import { absentFaults, linesOf } from './absent-faults.ts';
import { FaultForm, Field, shortest } from './fault-form.tsx';
import { FaultTimeLine } from './fault-time-line.tsx';
import { useRunTexts } from './run-texts.ts';
import './runs.css';

const EMPTY = 'name: scenario\ndescription: ""\nfaults: []\n';
const KINDS: readonly FaultKind[] = FAULT_KINDS;

/** The start that the simulators take for files; a Monday at midnight. */
const FIRST_START = '2026-01-05T00:00';

/** Writes a scenario: faults on a time line and in fields, the text beside them, and what the run needs besides. */
export default function NewRunPage() {
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { model } = index;
  const zone = model.site.timeZone;
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const refused = useReasonAgainst('engineer');
  const [from] = useUrlState('from', '');
  const simulator = useFetched('simulator', runsApi.simulator);
  const [text, setText] = useState(EMPTY);
  /** The text as it was taken over, before anything was changed. */
  const [given, setGiven] = useState(EMPTY);
  useUnsaved(text !== given);
  const [lines, setLines] = useState<string[]>(() => model.lines.slice(0, 1).map(({ id }) => id));
  const [seed, setSeed] = useState<number | null>(7);
  const [start, setStart] = useState(FIRST_START);
  const [length, setLength] = useState('2h');
  const [cycleS, setCycleS] = useState<number | null>(1);
  const [speed, setSpeed] = useState<number | null>(null);
  const [chosen, choose] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  useEffect(() => {
    if (from === '') return;
    const abort = new AbortController();
    Promise.all([runsApi.read(from, abort.signal), runsApi.scenario(from, abort.signal)]).then(
      ([run, scenario]) => {
        setText(scenario.text);
        setGiven(scenario.text);
        setLines(run.lines);
        setSeed(run.seed);
        setStart(toPlantTime.text(run.beginAt, zone));
        setLength(durationText((run.endAt - run.beginAt) / 1000));
        setCycleS(run.cycleS);
        setSpeed(run.speed);
      },
      (problem: Error) => {
        if (!abort.signal.aborted) setError(problem.message);
      },
    );
    return () => abort.abort();
  }, [from, zone]);

  const { scenario, problems } = useMemo(() => checkScenario(text, model), [text, model]);
  const entries = useMemo(() => faultEntries(text), [text]);
  const beginAt = toPlantTime.instant(start, zone);
  const wholeS = durationS(length);
  const lengthIsGood = wholeS !== undefined && wholeS >= MIN_RUN_DURATION_S && wholeS <= MAX_RUN_DURATION_S;
  const ready = scenario && beginAt !== undefined && lengthIsGood && lines.length > 0 && seed !== null;
  const change = (at: number, field: keyof FaultEntry, value: string | number | undefined) =>
    setText(withFaultField(text, at, field, value));
  const add = () => {
    const machine = model.equipment.find(
      (one) => lines.includes(one.line) && KINDS.some((kind) => kind.kinds && fitsMachine(kind, one, index)),
    );
    if (!machine) return;
    const kind = KINDS.find((one) => one.kinds && fitsMachine(one, machine, index))!;
    setText(
      withFault(text, {
        fault: kind.id,
        equipment: shortest(machine.address, model.equipment),
        onset: durationText(Math.round((wholeS ?? 7200) / 4)),
        severity: 1,
      }),
    );
    choose(entries.length);
  };
  const run = async () => {
    if (!ready) return;
    setBusy(true);
    setError('');
    try {
      const { id } = await runsApi.start({
        scenario: text,
        lines,
        seed,
        beginAt,
        durationS: Math.round(wholeS),
        cycleS: cycleS ?? 1,
        speed,
      });
      await navigate(linkTo(`/runs/${id}`));
    } catch (problem) {
      setError((problem as Error).message);
    } finally {
      setBusy(false);
    }
  };
  const absent = scenario && lengthIsGood ? absentFaults(scenario, { lines, lengthS: wholeS }, index) : [];
  const noSimulator = simulator.data?.available === false;
  const entry = entries[chosen];
  return (
    <div className="page runs">
      <header className="page-head">
        <h1>{t('newRun')}</h1>
        <Link to={linkTo('/runs')}>{t('back')}</Link>
        <div className="page-tools">
          <Button
            type="primary"
            loading={busy}
            disabled={!ready || noSimulator || refused !== undefined}
            title={refused}
            onClick={() => void run()}
          >
            {t('form.run')}
          </Button>
        </div>
      </header>
      {noSimulator && <p className="run-note">{t('noSimulator')}</p>}
      {error && (
        <p className="run-note field-error" role="alert">
          {error}
        </p>
      )}
      <Panel>
        <div className="run-fields">
          <Field label={t('form.shipped')}>
            <Select
              aria-label={t('form.shipped')}
              value={undefined as string | undefined}
              placeholder="–"
              onChange={(id: string | undefined) => {
                const found = simulator.data?.shipped.find((one) => one.id === id);
                if (!found) return;
                setText(found.text);
                setGiven(found.text);
                const read = checkScenario(found.text, model).scenario;
                const spoken = read ? linesOf(read, index) : [];
                if (spoken.length > 0) setLines(spoken);
              }}
              options={simulator.data?.shipped.map(({ id }) => ({ value: id, label: id }))}
            />
          </Field>
          <Field label={t('form.seed')}>
            <InputNumber
              aria-label={t('form.seed')}
              title={t('form.seedHint')}
              min={0}
              max={4_294_967_295}
              precision={0}
              value={seed}
              onChange={setSeed}
            />
          </Field>
          <Field label={t('form.start')}>
            <MomentField
              label={t('form.start')}
              value={start}
              isWrong={beginAt === undefined}
              onChange={setStart}
            />
          </Field>
          <Field label={t('form.duration')}>
            <Input
              aria-label={t('form.duration')}
              value={length}
              status={lengthIsGood ? '' : 'error'}
              onChange={({ target }) => setLength(target.value)}
            />
          </Field>
          <Field label={t('form.cycle')}>
            <InputNumber
              aria-label={t('form.cycle')}
              min={1}
              max={60}
              precision={0}
              value={cycleS}
              onChange={setCycleS}
            />
          </Field>
          <Field label={t('form.speed')}>
            <InputNumber
              aria-label={t('form.speed')}
              min={1}
              max={100_000}
              value={speed}
              placeholder={t('speedFull')}
              onChange={setSpeed}
            />
          </Field>
          <Field label={t('form.lines')}>
            <Checkbox.Group
              value={lines}
              onChange={setLines}
              options={model.lines.map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          </Field>
        </div>
        {!lengthIsGood && <p className="field-error">{t('form.durationBad')}</p>}
        {beginAt === undefined && <p className="field-error">{t('form.startBad')}</p>}
        {seed === null && <p className="field-error">{t('form.seedBad')}</p>}
        {lines.length === 0 && <p className="field-error">{t('form.linesBad')}</p>}
      </Panel>
      <div className="run-editor">
        <div className="run-column">
          <Panel
            title={t('form.faults')}
            extra={
              <Button size="small" onClick={add}>
                {t('form.addFault')}
              </Button>
            }
          >
            {entries.length === 0 ? (
              <p className="muted">{problems.length > 0 ? t('form.broken') : t('form.noFaults')}</p>
            ) : (
              <>
                <FaultTimeLine
                  entries={entries}
                  durationS={lengthIsGood ? wholeS : 7200}
                  chosen={chosen}
                  onChoose={choose}
                  onMove={(at, onset, end) =>
                    setText(withFaultField(withFaultField(text, at, 'onset', onset), at, 'end', end))
                  }
                />
                <p className="muted run-hint">{t('form.drag')}</p>
                {absent.map(({ number, why, line }) => (
                  <p key={number} className="tone-warn run-hint" role="status">
                    {t(`form.absent.${why}`, { number, length, line: index.line(line)!.name[language] })}
                  </p>
                ))}
              </>
            )}
          </Panel>
          {entry && (
            <FaultForm
              entry={entry}
              number={chosen + 1}
              lines={lines}
              onChange={(field, value) => change(chosen, field, value)}
              onRemove={() => {
                setText(withoutFault(text, chosen));
                choose(Math.max(0, chosen - 1));
              }}
            />
          )}
        </div>
        <Panel title={t('form.yaml')}>
          <textarea
            className="run-yaml"
            aria-label={t('form.yaml')}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <div role="status">
            {scenario ? (
              <p className="run-good">
                {t('form.yamlOk', {
                  faults: scenario.faults.length,
                  settings: scenario.settings.length,
                })}
              </p>
            ) : (
              <ul className="run-problems">
                {problems.map(({ line, field, message }) => (
                  <li key={`${line} ${field} ${message.en}`}>
                    <b>{t('form.problem', { line, field })}</b> {message[language]}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </Panel>
      </div>
    </div>
  );
}
