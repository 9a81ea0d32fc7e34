import type { RunSummary } from '@linetwin/contracts';
import { isWaveform, type Equipment } from '@linetwin/model';
import { Button, Popconfirm, Select, Switch } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { useReasonAgainst } from '../shared/rights.ts';
import { BranchPanel } from './branch-panel.tsx';
import { Field } from './fault-form.tsx';
import { firstSignals } from './first-signals.ts';
import { importProblemText } from './import-problem-text.ts';
import { RunBursts } from './run-bursts.tsx';
import { RunCharts } from './run-charts.tsx';
import { SilentMachines } from './silent-machines.tsx';
import { RunFiguresPanel } from './run-figures-panel.tsx';
import { RunState } from './run-state.tsx';
import { faultName, machineName, runDuration, runName, useRunTexts } from './run-texts.ts';
import './runs.css';

const REFRESH_MS = 1000;
const MAX_SIGNALS = 6;

/** One run: what it is, its signals, what came out, what was wrong when it is asked for, and another run over it. */
export default function RunPage() {
  const t = useRunTexts();
  const linkTo = useLinkTo();
  const { run: id = '' } = useParams();
  const [over, setOver] = useState(false);
  const run = useFetched(id, (abort) => runsApi.read(id, abort), over ? undefined : REFRESH_MS);
  const isOver = run.data !== undefined && !['queued', 'running'].includes(run.data.state);
  if (isOver !== over) setOver(isOver);
  return (
    <div className="page runs">
      <header className="page-head">
        <h1>{run.data?.name ?? t('title')}</h1>
        <Link to={linkTo('/runs')}>{t('back')}</Link>
        {run.data && <RunTools run={run.data} onChanged={run.retry} />}
      </header>
      {run.loading ? (
        <Loading rows={8} />
      ) : run.data ? (
        <OneRun run={run.data} />
      ) : (
        <Panel>
          <Failure what={t('loadFailed')} detail={run.error?.message} retry={run.retry} />
        </Panel>
      )}
    </div>
  );
}

function RunTools({ run, onChanged }: { run: RunSummary; onChanged: () => void }) {
  const t = useRunTexts();
  const { t: common } = useTranslation();
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const refused = useReasonAgainst('engineer');
  const [error, setError] = useState('');
  const isOpen = run.state === 'queued' || run.state === 'running';
  const act = (doing: Promise<unknown>) =>
    doing.then(onChanged, (problem: Error) => setError(problem.message));
  const rerun = async () => {
    const { text } = await runsApi.scenario(run.id);
    const { lines, seed, beginAt, endAt, cycleS, speed } = run;
    const again = await runsApi.start({
      scenario: text,
      lines,
      seed: seed!,
      beginAt,
      durationS: Math.round((endAt - beginAt) / 1000),
      cycleS: cycleS!,
      speed,
    });
    await navigate(linkTo(`/runs/${again.id}`));
  };
  const rights = { disabled: refused !== undefined, title: refused };
  return (
    <div className="page-tools">
      {error && <span className="field-error">{error}</span>}
      {isOpen ? (
        <Button {...rights} onClick={() => void act(runsApi.cancel(run.id))}>
          {t('cancel')}
        </Button>
      ) : (
        <>
          {run.kind === 'simulated' && (
            <>
              <Button onClick={() => void navigate(linkTo('/runs/new', { from: run.id }))}>
                {t('duplicate')}
              </Button>
              <Button {...rights} onClick={() => void act(rerun())}>
                {t('rerun')}
              </Button>
            </>
          )}
          <Popconfirm
            title={t('removeSure')}
            okText={t('remove')}
            cancelText={common('common.cancel')}
            onConfirm={() => act(runsApi.remove(run.id).then(() => navigate(linkTo('/runs'))))}
          >
            <Button {...rights}>{t('remove')}</Button>
          </Popconfirm>
        </>
      )}
    </div>
  );
}

function OneRun({ run }: { run: RunSummary }) {
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const linkTo = useLinkTo();
  const parentId = run.branchOf?.run;
  const parent = useFetched(parentId ?? null, (abort) => runsApi.read(parentId!, abort));
  const [branching, setBranching] = useState(false);
  return (
    <>
      <Panel>
        <p className="run-facts">
          <RunState run={run} />
          <span>{run.lines.map((line) => index.line(line)?.name[language] ?? line).join(' · ')}</span>
          <span>
            {formatMoment(run.beginAt, zone)} · {runDuration(run)}
          </span>
          {run.seed !== null && (
            <span>
              {t('column.seed')} {run.seed}
            </span>
          )}
          <span className="muted">
            {run.speed === null ? run.kind === 'simulated' && t('speedFull') : `${run.speed}×`}
          </span>
          <span className="muted">{t('software', { version: run.software })}</span>
          {run.scenario && (
            <span className="muted">{t('scenarioHash', { hash: run.scenario.sha256.slice(0, 8) })}</span>
          )}
          {run.branchOf && (
            <Link to={linkTo(`/runs/${run.branchOf.run}`)}>
              {t('branchOf', {
                name: parent.data ? runName(parent.data) : '…',
                at: formatMoment(run.branchOf.at, zone),
              })}
            </Link>
          )}
        </p>
        {run.problems.length > 0 && (
          <details>
            <summary>{t('import.problems', { count: run.problems.length })}</summary>
            <ul className="run-problems">
              {run.problems.map((problem) => (
                <li key={`${problem.row} ${problem.column}`}>
                  <b>{t('import.problem', { row: problem.row, column: problem.column })}</b>{' '}
                  {importProblemText(t, problem)}
                </li>
              ))}
            </ul>
          </details>
        )}
        {run.detail && <p className="run-note">{run.detail}</p>}
        {run.state === 'queued' && <p className="muted">{t('look.waiting')}</p>}
        {run.state === 'done' && !run.hasValues && <p className="run-note">{t('cleared')}</p>}
        {!run.isHere && <p className="run-note">{t('elsewhere')}</p>}
      </Panel>
      {run.hasValues && run.isHere && (
        <>
          <HallLinks run={run} parent={parent.data} />
          <SilentMachines run={run} />
          <LookAtRun run={run} parentId={parentId} />
          {run.kind === 'simulated' && <RunBursts run={run.id} lines={run.lines} />}
          {run.kind === 'simulated' &&
            (branching ? (
              <BranchPanel run={run} />
            ) : (
              <Button className="run-branch" onClick={() => setBranching(true)}>
                {t('branch.open')}
              </Button>
            ))}
        </>
      )}
    </>
  );
}

function HallLinks({ run, parent }: { run: RunSummary; parent: RunSummary | undefined }) {
  const t = useRunTexts();
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const { index } = usePlant();
  const [told] = useUrlState('signals', '');
  const signals = told || firstSignals(run, index).join();
  const [withId] = useUrlState('with', '');
  const compared = useFetched(withId || null, (abort) => runsApi.read(withId, abort)).data;
  // The story before its branch; of two that are compared the one that is looked at.
  const [first, second] = compared && compared.id !== parent?.id ? [run, compared] : [parent, run];
  const canOpenBoth = first && [first, second].every((one) => one.hasValues && one.isHere);
  return (
    <p className="run-hall-links">
      {canOpenBoth && (
        <Button
          type="primary"
          onClick={() => void navigate(linkTo(`/runs/${first.id}/hall`, { with: second.id }))}
        >
          {t('hall.openBoth')}
        </Button>
      )}
      <Button onClick={() => void navigate(linkTo(`/runs/${run.id}/hall`))}>{t('hall.open')}</Button>
      <Button onClick={() => void navigate(linkTo('/workbench', { run: run.id, signals }))}>
        {t('workbench')}
      </Button>
    </p>
  );
}

function LookAtRun({ run, parentId }: { run: RunSummary; parentId: string | undefined }) {
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const [withId, setWith] = useUrlState('with', '');
  const [told, setSignals] = useUrlState('signals', '');
  const [labelled, setLabelled] = useUrlState('labels', '');
  const runs = useFetched('runs', runsApi.list);
  const other = runs.data?.find(({ id, hasValues }) => id === withId && hasValues);
  const labels = useFetched(labelled === '' ? null : run.id, (abort) => runsApi.labels(run.id, abort));
  const signals = useMemo(
    () => (told === '' ? firstSignals(run, index) : told.split(',').slice(0, MAX_SIGNALS)),
    [told, run, index],
  );
  const options = useMemo(() => {
    const silent = new Set(run.figures?.silent);
    const optionOf = ({ id, address }: Equipment, value: string, name: string) => {
      const signal = `${id} ${name}`;
      const disabled = silent.has(address);
      return { value, label: disabled ? t('silent.signal', { signal }) : signal, disabled };
    };
    return index.model.equipment
      .filter(({ line }) => run.lines.includes(line))
      .flatMap((machine) =>
        index.signalsOf(machine).flatMap((signal) =>
          // Of a waveform there are bursts, but no values.
          isWaveform(signal) ? [] : [optionOf(machine, signal.address, signal.name[language])],
        ),
      );
  }, [index, run, language, t]);
  return (
    <>
      <Panel>
        <div className="run-tools">
          <Field label={t('look.signals', { max: MAX_SIGNALS })}>
            <Select
              mode="multiple"
              aria-label={t('look.signals', { max: MAX_SIGNALS })}
              maxCount={MAX_SIGNALS}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('look.signalsHint')}
              value={[...signals]}
              onChange={(next: string[]) => setSignals(next.join() || null)}
              options={options}
            />
          </Field>
          <Field label={t('look.with')}>
            <Select
              aria-label={t('look.with')}
              value={other?.id ?? ''}
              onChange={(next: string) => setWith(next || null)}
              options={[
                { value: '', label: t('look.withNone') },
                ...(runs.data ?? [])
                  .filter(({ id, hasValues, isHere }) => id !== run.id && hasValues && isHere)
                  .map((one) => ({
                    value: one.id,
                    label: `${runName(one)}${one.id === parentId ? ` (${t('branch.name')})` : ''} · ${formatMoment(one.askedAt, index.model.site.timeZone)}`,
                  })),
              ]}
            />
          </Field>
          <label title={t('look.labelsHint')}>
            <Switch
              checked={labelled !== ''}
              onChange={(on) => setLabelled(on ? '1' : null)}
              aria-label={t('look.labels')}
            />{' '}
            {t('look.labels')}
          </label>
        </div>
        {labels.data && (
          <ul className="run-labels">
            {labels.data.length === 0 && <li className="muted">{t('look.noLabels')}</li>}
            {labels.data.map((label) => (
              <li key={`${label.label} ${label.equipment} ${label.from}`}>
                {label.equipment === ''
                  ? faultName(label.label, language)
                  : t('look.label', {
                      label: faultName(label.label, language),
                      equipment: machineName(label.equipment, index, language),
                    })}{' '}
                <small className="muted">
                  {formatMoment(label.from, index.model.site.timeZone)}
                  {label.to !== null && ` – ${formatMoment(label.to, index.model.site.timeZone)}`}
                </small>
              </li>
            ))}
          </ul>
        )}
        <RunCharts run={run} other={other} signals={signals} labels={labels.data ?? []} />
      </Panel>
      <RunFiguresPanel run={run} other={other} />
    </>
  );
}
