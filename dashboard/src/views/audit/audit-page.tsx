import { AUDIT_OUTCOMES, type AuditEntry } from '@linetwin/contracts';
import { Button, Input, Segmented, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditApi, type AuditFilter } from '../../live/api/audit-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { AdminOnly } from '../shared/admin-only.tsx';
import { changedFields } from './changed-fields.ts';

const DAY_MS = 86_400_000;
const RANGES = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, all: Infinity };
type Range = keyof typeof RANGES;
const PAGE = 100;
/** Typing is over after this long. */
const SETTLE_MS = 300;

export default function AuditPage() {
  const { t } = useTranslation();
  return (
    <AdminOnly title={t('access.audit.title')}>
      <Audit />
    </AdminOnly>
  );
}

/** What was changed and commanded, by whom: filtered, page by page, and as a file. */
function Audit() {
  const { t } = useTranslation();
  const { live } = usePlant();
  const [range, setRange] = useUrlState('span', 'week');
  const [action, setAction] = useUrlState('action', '');
  const [outcome, setOutcome] = useUrlState('outcome', '');
  const [actor, setActor] = useUrlState('actor', '');
  const [subject, setSubject] = useUrlState('subject', '');
  const settledActor = useSettled(actor);
  const settledSubject = useSettled(subject);
  const filter = useMemo((): AuditFilter => {
    const span = RANGES[range as Range] ?? RANGES.week;
    return {
      from: span === Infinity ? undefined : Math.round(live.now() - span),
      actor: settledActor,
      subject: settledSubject,
      action,
      outcome: AUDIT_OUTCOMES.find((one) => one === outcome),
    };
  }, [range, settledActor, settledSubject, action, outcome, live]);
  const actions = t('access.audit.actions', { returnObjects: true });
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('access.audit.title')}</h1>
        <span className="muted">{t('access.audit.hint')}</span>
        <div className="page-tools">
          <Button href={auditApi.fileAddress(filter)} download>
            {t('access.audit.export')}
          </Button>
        </div>
      </header>
      <div className="filters">
        <Segmented
          value={range}
          options={(Object.keys(RANGES) as Range[]).map((value) => ({
            value,
            label: t(`access.audit.range.${value}`),
          }))}
          onChange={setRange}
        />
        <Select
          aria-label={t('access.audit.action')}
          value={action}
          options={[
            { value: '', label: t('access.audit.allActions') },
            ...Object.entries(actions).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(next) => setAction(next || null)}
        />
        <Select
          aria-label={t('access.audit.outcome')}
          value={outcome}
          options={[
            { value: '', label: t('access.audit.allOutcomes') },
            ...AUDIT_OUTCOMES.map((value) => ({ value, label: t(`access.audit.outcomes.${value}`) })),
          ]}
          onChange={(next) => setOutcome(next || null)}
        />
        <Input
          allowClear
          id="audit-actor"
          placeholder={t('access.audit.filterActor')}
          value={actor}
          maxLength={128}
          onChange={(event) => setActor(event.target.value || null)}
        />
        <Input
          allowClear
          placeholder={t('access.audit.filterSubject')}
          value={subject}
          maxLength={256}
          onChange={(event) => setSubject(event.target.value || null)}
        />
      </div>
      <Panel flush>
        <Entries key={JSON.stringify(filter)} filter={filter} />
      </Panel>
    </div>
  );
}

function Entries({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  const first = useFetched(`audit ${JSON.stringify(filter)}`, (abort) =>
    auditApi.read(filter, undefined, PAGE, abort),
  );
  const [older, setOlder] = useState<AuditEntry[]>([]);
  const [ended, setEnded] = useState(false);
  const [error, setError] = useState('');
  if (first.loading) return <Loading rows={8} />;
  if (!first.data) {
    return <Failure what={t('access.audit.loadFailed')} detail={first.error?.message} retry={first.retry} />;
  }
  const entries = [...first.data, ...older];
  if (entries.length === 0) return <Empty>{t('access.audit.empty')}</Empty>;
  const more = async () => {
    setError('');
    try {
      const page = await auditApi.read(filter, entries.at(-1)!.sequence, PAGE);
      setOlder([...older, ...page]);
      setEnded(page.length < PAGE);
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  return (
    <>
      <div className="table-scroll">
        <table className="table stack-table audit-table">
          <thead>
            <tr>
              <th>{t('access.audit.time')}</th>
              <th>{t('access.audit.actor')}</th>
              <th>{t('access.audit.action')}</th>
              <th>{t('access.audit.subject')}</th>
              <th>{t('access.audit.change')}</th>
              <th>{t('access.audit.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Entry key={entry.sequence} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {error && (
        <p className="field-error padded" role="alert">
          {error}
        </p>
      )}
      {first.data.length === PAGE && !ended && (
        <div className="more">
          <Button onClick={() => void more()}>{t('access.audit.more')}</Button>
        </div>
      )}
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const who = entry.actor || t(`access.audit.actorKinds.${entry.actorKind}`);
  return (
    <tr data-entry={entry.sequence}>
      <td className="nowrap" data-label={t('access.audit.time')}>
        {formatMoment(entry.at, index.model.site.timeZone, live.now())}
      </td>
      <td data-label={t('access.audit.actor')}>
        {who}
        <small className="muted block">{entry.address || NO_VALUE}</small>
      </td>
      <td data-label={t('access.audit.action')}>
        {t(`access.audit.actions.${entry.action}` as never, { defaultValue: entry.action })}
      </td>
      <td className="audit-subject" data-label={t('access.audit.subject')}>
        {entry.subject || NO_VALUE}
      </td>
      <td className="audit-change">
        {changedFields(entry.before, entry.after).map(({ field, before, after }) => (
          <div key={field}>
            <span className="muted">{field}</span> {before !== undefined && <del>{before}</del>}{' '}
            {after !== undefined && <ins>{after}</ins>}
          </div>
        ))}
      </td>
      <td data-label={t('access.audit.outcome')}>
        <span className="state-tag" data-tone={entry.outcome === 'done' ? 'on' : 'bad'}>
          {t(`access.audit.outcomes.${entry.outcome}`)}
        </span>
        {entry.detail && <small className="muted block">{entry.detail}</small>}
      </td>
    </tr>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
