import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFindings, useRecordsLoaded } from '../../live/session-context.ts';
import { Empty, Loading, Panel } from '../../ui/panel.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { FindingRows } from '../shared/finding-rows.tsx';
import { useOpenFindings } from '../shared/use-machines.ts';
import { FindingHistory } from './finding-history.tsx';
import { FindingDetailPanel } from './finding-detail.tsx';

/** Findings at the left, the evidence of the chosen one at the right. */
export default function FindingsPage() {
  const { t } = useTranslation();
  const [show, setShow] = useUrlState('show', 'open');
  const [id] = useUrlState('id', '');
  const open = useOpenFindings();
  const all = useFindings();
  const loaded = useRecordsLoaded();
  const listed = show === 'all' ? all : open;
  const selected = id || listed[0]?.id;
  return (
    <div className="page split-page">
      <header className="page-head">
        <h1>{t('findings.title')}</h1>
        <Segmented
          value={show}
          options={[
            { value: 'open', label: `${t('findings.open')} ${open.length}` },
            { value: 'all', label: `${t('findings.allResults')} ${all.length}` },
            { value: 'history', label: t('condition.history.tab') },
          ]}
          onChange={setShow}
        />
      </header>
      {show === 'history' ? (
        <FindingHistory />
      ) : (
        <div className="split">
          <Panel flush className="split-list">
            {!loaded ? (
              <Loading rows={6} />
            ) : listed.length === 0 ? (
              <Empty>{show === 'all' ? t('findings.emptyAll') : t('findings.empty')}</Empty>
            ) : (
              <FindingRows findings={listed} withMachine selected={selected} />
            )}
          </Panel>
          <Panel className="split-detail">
            {selected ? (
              <FindingDetailPanel key={selected} id={selected} full />
            ) : (
              <Empty>{t('findings.select')}</Empty>
            )}
          </Panel>
        </div>
      )}
    </div>
  );
}
