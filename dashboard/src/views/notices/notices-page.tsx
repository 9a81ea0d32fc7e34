import type { NoticeSetup } from '@linetwin/contracts';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noticesApi } from '../../live/api/notices-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { AdminOnly } from '../shared/admin-only.tsx';
import { ChannelsEditor } from './channels-editor.tsx';
import { ContactsEditor } from './contacts-editor.tsx';
import { DutiesEditor, EscalationEditor } from './duties-editor.tsx';
import { GeneralEditor } from './general-editor.tsx';
import { ReportsEditor } from './reports-editor.tsx';
import { SentNotices } from './sent-notices.tsx';
import { setupProblems } from './setup-problems.ts';

export default function NoticesPage() {
  const { t } = useTranslation();
  return (
    <AdminOnly title={t('nav.notices')}>
      <Notices />
    </AdminOnly>
  );
}

function Notices() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { index, live } = usePlant();
  const [tab, setTab] = useUrlState('tab', 'setup');
  const { data, error, loading, retry } = useFetched('notice setup', (abort) => noticesApi.setup(abort));
  const [draft, setDraft] = useState<NoticeSetup>();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const setup = draft ?? data?.setup;

  const save = async () => {
    const wrong = setupProblems(draft!, t);
    setProblems(wrong.length > 0 ? [t('notices.notSaved'), ...wrong] : []);
    if (wrong.length > 0) return;
    setBusy(true);
    try {
      await noticesApi.change(draft!);
      setDraft(undefined);
      retry();
      void message.success(t('notices.saved'));
    } catch (failure) {
      setProblems([t('notices.failed', { detail: (failure as Error).message })]);
    }
    setBusy(false);
  };
  const props = setup && { setup, change: (part: Partial<NoticeSetup>) => setDraft({ ...setup, ...part }) };

  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.notices')}</h1>
        <Segmented
          value={tab}
          options={(['setup', 'sent'] as const).map((value) => ({ value, label: t(`notices.${value}`) }))}
          onChange={setTab}
        />
        {data?.changedBy && (
          <span className="muted">
            {t('notices.changed', {
              name: data.changedBy,
              time: formatMoment(data.changedAt!, index.model.site.timeZone, live.now()),
            })}
          </span>
        )}
        <div className="page-tools">
          {draft && <span className="note">{t('notices.unsaved')}</span>}
          <Button
            type="primary"
            id="save-notices"
            disabled={!draft}
            loading={busy}
            onClick={() => void save()}
          >
            {t('notices.save')}
          </Button>
        </div>
      </header>
      {problems.length > 0 && (
        <div className="field-error" role="alert">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      {tab === 'sent' ? (
        <Panel flush>
          <SentNotices setup={data?.setup} />
        </Panel>
      ) : loading ? (
        <Loading rows={8} />
      ) : props ? (
        <>
          <ChannelsEditor {...props} withSecret={data?.withSecret ?? []} />
          <ContactsEditor {...props} />
          <DutiesEditor {...props} />
          <EscalationEditor {...props} />
          <ReportsEditor {...props} />
          <GeneralEditor {...props} />
        </>
      ) : (
        <Failure what={t('notices.loadFailed')} detail={error?.message} retry={retry} />
      )}
    </div>
  );
}
