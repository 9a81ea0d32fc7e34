import { Button, Input, Pagination, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findingHistoryApi, type FindingQuery } from '../../live/api/finding-history-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt, useReplayInstant } from '../../live/use-fetched-at.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { FindingRows } from '../shared/finding-rows.tsx';

const PAGE = 25;
const REFRESH_MS = 60_000;
const DAY_MS = 86_400_000;
const SPANS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, year: 365 * DAY_MS } as const;
type Span = keyof typeof SPANS | 'all';

/** Every finding there was, by machine, time, state and words, in pages; the whole of it as a table. */
export function FindingHistory() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const [span, setSpan] = useState<Span>('month');
  const [query, setQuery] = useState<FindingQuery>({});
  const [page, setPage] = useState(1);
  const change = (part: FindingQuery) => {
    setQuery((before) => ({ ...before, ...part }));
    setPage(1);
  };
  const dated = (at: number | undefined) => {
    const from = span === 'all' ? undefined : Math.round((at ?? live.now()) - SPANS[span]);
    return { ...query, from, at };
  };
  const instant = useReplayInstant();
  const { data, error, loading, retry } = useFetchedAt(
    `${span} ${JSON.stringify(query)} ${page}`,
    (at, abort) => findingHistoryApi.page(dated(at), PAGE, (page - 1) * PAGE, abort),
    REFRESH_MS,
  );
  const machines = useMemo(
    () =>
      index.model.equipment.map(({ address, id, name }) => ({
        value: address,
        label: `${id} ${name[language]}`,
      })),
    [index, language],
  );
  return (
    <Panel
      flush
      title={t('condition.history.count', { count: data?.total ?? 0 })}
      extra={
        <span className="work-row">
          {(['csv', 'xlsx'] as const).map((ending) => (
            <Button
              key={ending}
              size="small"
              onClick={() => window.open(findingHistoryApi.file(dated(instant), ending, language), '_self')}
            >
              {ending.toUpperCase()}
            </Button>
          ))}
        </span>
      }
    >
      <div className="history-filter">
        <Input.Search
          allowClear
          aria-label={t('condition.history.text')}
          placeholder={t('condition.history.text')}
          maxLength={100}
          onSearch={(text) => change({ text: text.trim() || undefined })}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('condition.history.machine')}
          placeholder={t('condition.history.machine')}
          options={machines}
          value={query.equipment}
          onChange={(equipment) => change({ equipment })}
        />
        <Select
          allowClear
          aria-label={t('condition.history.grade')}
          placeholder={t('condition.history.grade')}
          options={(['clear', 'probable'] as const).map((value) => ({
            value,
            label: t(`findings.grade.${value}`),
          }))}
          value={query.grade}
          onChange={(grade) => change({ grade })}
        />
        <Select
          allowClear
          aria-label={t('condition.history.status')}
          placeholder={t('condition.history.status')}
          options={(['open', 'closed'] as const).map((value) => ({
            value,
            label: t(`condition.history.${value}`),
          }))}
          value={query.status}
          onChange={(status) => change({ status })}
        />
        <Select<Span>
          aria-label={t('condition.history.span')}
          options={([...Object.keys(SPANS), 'all'] as Span[]).map((value) => ({
            value,
            label: t(`condition.history.${value}`),
          }))}
          value={span}
          onChange={(value) => {
            setSpan(value);
            setPage(1);
          }}
        />
      </div>
      {loading ? (
        <Loading rows={8} />
      ) : error && !data ? (
        <Failure what={t('findings.loadFailed')} detail={error.message} retry={retry} />
      ) : data && data.findings.length > 0 ? (
        <>
          <FindingRows findings={data.findings} withMachine />
          {data.total > PAGE && (
            <Pagination
              className="history-pages"
              align="center"
              size="small"
              current={page}
              pageSize={PAGE}
              total={data.total}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </>
      ) : (
        <Empty>{t('condition.history.empty')}</Empty>
      )}
    </Panel>
  );
}
