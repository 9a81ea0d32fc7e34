import type { SeamSummary } from '@linetwin/contracts';
import { Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { seamsApi } from '../../live/api/seams-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { formatCount, formatList, formatMoment } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { defectName, SeamGradeTag } from '../shared/seam-grade.tsx';
import { SeamDetail } from './seam-detail.tsx';

const HOUR_MS = 3_600_000;
const SPANS = { hour: HOUR_MS, shift: 8 * HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS } as const;
const MOST = 300;
const REFRESH_MS = 20_000;
const GRADES = ['defect', 'probable-defect', 'good', 'not-judgeable'] as const;

/** Every weld seam with its verdict at the left, the chosen one millimetre by millimetre at the right. */
export default function SeamsPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const [machine, setMachine] = useUrlState('machine', '');
  const [span, setSpan] = useUrlState('span', 'shift');
  const [grade, setGrade] = useUrlState('grade', '');
  const [part, setPart] = useUrlState('part', '');
  const [chosen] = useUrlState('seam', '');
  const width = SPANS[span as keyof typeof SPANS] ?? SPANS.shift;
  const { data, error, loading, retry } = useFetchedAt(
    `${machine} ${span} ${part}`,
    (at, abort) => {
      const to = Math.round(at ?? live.now());
      // All seams of one part, whenever they were welded.
      const from = part ? 0 : to - width;
      return seamsApi.list({ equipment: machine || undefined, part, from, to, limit: MOST }, abort);
    },
    REFRESH_MS,
  );
  // A seam tells no machine apart by its kind: whoever has welded lately is a welder.
  const welders = useMemo(() => {
    const seen = new Set(data?.map(({ equipment }) => equipment));
    if (machine) seen.add(machine);
    return [...seen].sort().map((address) => {
      const known = index.equipment(address);
      return { value: address, label: known ? `${known.id} ${known.name[language]}` : address };
    });
  }, [data, machine, index, language]);
  const listed = (data ?? []).filter((seam) => grade === '' || seam.verdict?.grade === grade);
  const key = chosen || (listed[0] && keyOf(listed[0]));
  const [equipment, endedAt] = key ? splitKey(key) : [];
  return (
    <div className="page split-page">
      <header className="page-head">
        <h1>{t('seam.quality')}</h1>
        {part && (
          <button type="button" className="quiet-button" onClick={() => setPart(null)}>
            {t('seam.ofPart', { part })} ×
          </button>
        )}
        <Segmented
          aria-label={t('seam.spanLabel')}
          disabled={part !== ''}
          value={span}
          options={Object.keys(SPANS).map((value) => ({
            value,
            label: t(`seam.span.${value as keyof typeof SPANS}`),
          }))}
          onChange={setSpan}
        />
        <Select
          aria-label={t('seam.machine')}
          value={machine}
          popupMatchSelectWidth={false}
          options={[{ value: '', label: t('seam.allMachines') }, ...welders]}
          onChange={setMachine}
        />
        <Select
          aria-label={t('seam.grades')}
          value={grade}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('seam.allGrades') },
            ...GRADES.map((value) => ({ value, label: t(`seam.grade.${value}`) })),
          ]}
          onChange={setGrade}
        />
      </header>
      <div className="split">
        <Panel
          flush
          className="split-list"
          title={`${t('seam.history')} ${formatCount(listed.length, language)}`}
        >
          {loading ? (
            <Loading rows={8} />
          ) : error && !data ? (
            <Failure what={t('seam.loadFailed')} detail={error.message} retry={retry} />
          ) : listed.length === 0 ? (
            <Empty>{t('seam.none')}</Empty>
          ) : (
            <>
              <SeamRows seams={listed} selected={key} />
              {data?.length === MOST && (
                <p className="muted small seam-more">{t('seam.newestOnly', { count: MOST })}</p>
              )}
            </>
          )}
        </Panel>
        <Panel className="split-detail">
          {equipment && endedAt ? (
            <SeamDetail key={key} equipment={equipment} endedAt={endedAt} />
          ) : (
            <Empty>{t('seam.choose')}</Empty>
          )}
        </Panel>
      </div>
    </div>
  );
}

function SeamRows({ seams, selected }: { seams: readonly SeamSummary[]; selected?: string }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const [machine] = useUrlState('machine', '');
  const [span] = useUrlState('span', 'shift');
  const [grade] = useUrlState('grade', '');
  const linkTo = useLinkTo();
  const kept = Object.fromEntries(
    Object.entries({ machine, grade, span: span === 'shift' ? '' : span }).filter(([, value]) => value),
  );
  return (
    <ul className="rows">
      {seams.map((seam) => {
        const key = keyOf(seam);
        const known = index.equipment(seam.equipment);
        const kinds = [...new Set(seam.verdict?.defects.map(({ kind }) => kind))];
        return (
          <li key={key}>
            <Link
              className="row"
              aria-current={key === selected || undefined}
              to={linkTo('/seams', { ...kept, seam: key })}
            >
              <div className="row-main">
                <div className="row-title">
                  <SeamGradeTag verdict={seam.verdict ?? null} />{' '}
                  {formatList(
                    kinds.map((kind) => defectName(t, kind)),
                    language,
                  )}
                </div>
                <div className="row-detail">
                  <span>
                    {known?.id ?? seam.equipment} {known?.name[language]}
                  </span>
                  <span>{seam.seam}</span>
                  <span>{seam.part}</span>
                  <span>{formatMoment(seam.endedAt, index.model.site.timeZone, live.now())}</span>
                  {seam.badMm + seam.suspectMm > 0 && (
                    <span>
                      {t('seam.cell')} {t('seam.cellBad', { bad: seam.badMm, suspect: seam.suspectMm })}
                    </span>
                  )}
                </div>
              </div>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function keyOf({ equipment, endedAt }: Pick<SeamSummary, 'equipment' | 'endedAt'>): string {
  return `${equipment}@${endedAt}`;
}

function splitKey(key: string): [string, number] | [] {
  const at = key.lastIndexOf('@');
  const endedAt = Number(key.slice(at + 1));
  return at > 0 && Number.isFinite(endedAt) ? [key.slice(0, at), endedAt] : [];
}
