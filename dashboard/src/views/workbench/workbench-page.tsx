import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { runsApi } from '../../live/api/runs-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { Workbench } from './workbench.tsx';
import { WorkbenchRun } from './workbench-run.ts';

/** The workbench on the history of the plant, or on the run that the address names. */
export default function WorkbenchPage() {
  const [run] = useUrlState('run', '');
  return run === '' ? <Workbench key="plant" /> : <OnRun key={run} id={run} />;
}

function OnRun({ id }: { id: string }) {
  const { t } = useTranslation();
  const linkTo = useLinkTo();
  const { data: run, error, retry } = useFetched(`run ${id}`, (abort) => runsApi.read(id, abort));
  if (run?.hasValues && run.isHere)
    return (
      <WorkbenchRun value={run}>
        <Workbench />
      </WorkbenchRun>
    );
  return (
    <div className="page workbench on-run">
      <header className="page-head">
        <h1>{t('nav.workbench')}</h1>
        <Link to={linkTo('/runs')}>{t('runs.title')}</Link>
      </header>
      {run || error ? (
        <Panel>
          <Failure
            what={t('runs.loadFailed')}
            detail={error?.message ?? t('runs.hall.noValues')}
            retry={retry}
          />
        </Panel>
      ) : (
        <Loading rows={8} />
      )}
    </div>
  );
}
