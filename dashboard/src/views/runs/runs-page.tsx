import type { RunSummary } from '@linetwin/contracts';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { useReasonAgainst } from '../shared/rights.ts';
import { firstSignals } from './first-signals.ts';
import { ImportDialog } from './import-dialog.tsx';
import { RunState } from './run-state.tsx';
import { megabytes, runDuration, runName, useRunTexts } from './run-texts.ts';
import './runs.css';

const REFRESH_MS = 2000;

/** Simulated and imported runs; two of them can be chosen to be compared. */
export default function RunsPage() {
  const t = useRunTexts();
  const linkTo = useLinkTo();
  const navigate = useNavigate();
  const refused = useReasonAgainst('engineer');
  const runs = useFetched('runs', runsApi.list, REFRESH_MS);
  const [importing, setImporting] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-2));
  return (
    <div className="page runs">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="muted">{t('hint')}</span>
        <div className="page-tools">
          <Button
            disabled={chosen.length !== 2}
            title={chosen.length === 2 ? undefined : t('compareHint')}
            onClick={() => void navigate(linkTo(`/runs/${chosen[0]}`, { with: chosen[1] }))}
          >
            {t('compare')}
          </Button>
          <Button disabled={refused !== undefined} title={refused} onClick={() => setImporting(true)}>
            {t('import.open')}
          </Button>
          <Button
            type="primary"
            disabled={refused !== undefined}
            title={refused}
            onClick={() => void navigate(linkTo('/runs/new'))}
          >
            {t('newRun')}
          </Button>
        </div>
      </header>
      {importing && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onDone={({ id }) => void navigate(linkTo(`/runs/${id}`))}
        />
      )}
      <Panel flush>
        {runs.loading ? (
          <Loading rows={6} />
        ) : !runs.data ? (
          <Failure what={t('loadFailed')} detail={runs.error?.message} retry={runs.retry} />
        ) : runs.data.length === 0 ? (
          <Empty>{t('empty')}</Empty>
        ) : (
          <RunTable runs={runs.data} chosen={chosen} onToggle={toggle} />
        )}
      </Panel>
    </div>
  );
}

function RunTable(props: {
  runs: readonly RunSummary[];
  chosen: readonly string[];
  onToggle: (id: string) => void;
}) {
  const { runs, chosen, onToggle } = props;
  const t = useRunTexts();
  const linkTo = useLinkTo();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  return (
    <StackTable
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('column.name'),
          cell: (run) => (
            <div className="run-name">
              <Checkbox
                aria-label={t('choose', { name: runName(run) })}
                checked={chosen.includes(run.id)}
                disabled={!run.hasValues}
                onChange={() => onToggle(run.id)}
              />
              <div>
                <Link to={linkTo(`/runs/${run.id}`)}>{run.name}</Link>
                <small className="muted block">
                  {t(`kind.${run.kind}`)}
                  {run.branchOf && ` · ${t('branch.name')}`}
                </small>
              </div>
            </div>
          ),
        },
        { title: t('column.state'), cell: (run) => <RunState run={run} /> },
        {
          title: t('column.lines'),
          className: 'nowrap',
          cell: ({ lines }) => lines.map((line) => index.line(line)?.name[language] ?? line).join(' · '),
        },
        { title: t('column.seed'), className: 'num', cell: ({ seed }) => seed ?? NO_VALUE },
        { title: t('column.from'), cell: ({ beginAt }) => formatMoment(beginAt, zone) },
        { title: t('column.duration'), className: 'num', cell: runDuration },
        {
          title: t('column.asked'),
          cell: ({ askedAt, by }) => (
            <>
              {formatMoment(askedAt, zone)} <small className="muted">{by}</small>
            </>
          ),
        },
        {
          title: t('column.size'),
          className: 'num',
          cell: ({ bytes }) => (bytes > 0 ? megabytes(bytes, language) : NO_VALUE),
        },
        {
          title: t('column.signals'),
          cell: (run) =>
            run.hasValues &&
            run.isHere && (
              <Link
                to={linkTo('/workbench', { run: run.id, signals: firstSignals(run, index).join() })}
                aria-label={t('workbenchOf', { name: runName(run) })}
              >
                {t('workbench')}
              </Link>
            ),
        },
      ]}
    />
  );
}
