import type { Signal } from '@linetwin/model';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../live/api/http.ts';
import { seamsApi } from '../../live/api/seams-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import {
  formatList,
  formatMoment,
  formatNumber,
  formatPercent,
  withUnit,
  type Language,
} from '../../ui/format.ts';
import { Empty, Failure, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { SeamCurves, SeamFacts } from '../shared/seam-curves.tsx';
import { defectName, SeamDefects, SeamGradeTag } from '../shared/seam-grade.tsx';
import {
  isSeamColumn,
  readQuantity,
  readVerdict,
  SEAM_COLUMNS,
  type DrawnFact,
  type DrawnVerdict,
  readRecipe,
} from './drawn-verdict.ts';

/** One seam of the past, what was judged of it, and from what. */
export function SeamDetail({ equipment, endedAt }: { equipment: string; endedAt: number }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const { data, error, loading, retry } = useFetched(`${equipment} ${endedAt}`, async (abort) => ({
    seam: await seamsApi.read(equipment, endedAt, abort),
    judged: await seamsApi.verdict(equipment, endedAt, abort).catch(noneAsNull),
  }));
  const verdict = useMemo(() => readVerdict(data?.judged?.verdict), [data]);
  if (loading) return <Loading rows={8} />;
  if (error && !data) {
    if (error instanceof ApiError && error.status === 404) return <Empty>{t('seam.gone')}</Empty>;
    return <Failure what={t('seam.loadFailed')} detail={error.message} retry={retry} />;
  }
  if (!data) return null;
  const machine = index.equipment(equipment);
  return (
    <article className="finding">
      <header className="finding-head">
        <div className="finding-title">
          <SeamGradeTag verdict={verdict ?? null} />
          <strong>{t('seam.one', { seam: data.seam.seam })}</strong>
          {machine && (
            <Link to={linkTo(`/equipment/${machine.address}`)}>
              {machine.id} {machine.name[language]}
            </Link>
          )}
          <span className="muted">{formatMoment(endedAt, index.model.site.timeZone, live.now())}</span>
        </div>
        <SeamFacts seam={data.seam} />
        <SeamDefects defects={verdict?.defects ?? []} />
      </header>
      <section className="evidence">
        <SeamCurves seam={data.seam} verdict={verdict} />
      </section>
      {verdict && (
        <Basis verdict={verdict} recomputed={data.judged?.recomputed ?? null} equipment={equipment} />
      )}
    </article>
  );
}

/** A seam from before verdicts were made has none; everything else is a failure. */
function noneAsNull(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
}

function Basis(props: { verdict: DrawnVerdict; recomputed: boolean | null; equipment: string }) {
  const { verdict, recomputed, equipment } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { defects, doubts, untold, reference } = verdict;
  const hasFacts = defects.some(({ evidence }) => evidence.length > 0);
  return (
    <section>
      <h3>{t('seam.verdict')}</h3>
      {hasFacts && <FactTable verdict={verdict} equipment={equipment} />}
      <ul className="plain-list">
        {doubts.map(({ doubt, of }) => (
          <li key={`${doubt} ${of}`}>
            {t(`seam.doubt.${doubt}` as never, { of: nameOf(t, of), defaultValue: doubt })}
          </li>
        ))}
        {reference && (
          <li>{t('seam.comparedWith', { ...reference, recipe: recipeText(reference.recipe, t) })}</li>
        )}
        {untold.length > 0 && (
          <li>
            {t('seam.untold', {
              kinds: formatList(
                untold.map((kind) => defectName(t, kind)),
                language,
              ),
            })}
          </li>
        )}
        <li className="muted">
          {t(recomputed === null ? 'seam.evidenceGone' : recomputed ? 'seam.recomputed' : 'seam.differs')}
        </li>
      </ul>
    </section>
  );
}

function FactTable({ verdict, equipment }: { verdict: DrawnVerdict; equipment: string }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const signals = useMemo(() => {
    const line = index.equipment(equipment)?.line;
    return line === undefined ? [] : index.equipmentOf(line).flatMap((one) => index.signalsOf(one));
  }, [index, equipment]);
  return (
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{t('seam.result')}</th>
            <th>{t('seam.facts')}</th>
            <th className="num">{t('findings.measured')}</th>
            <th className="num">{t('findings.criterion')}</th>
          </tr>
        </thead>
        <tbody>
          {verdict.defects.flatMap(({ kind, fromMm, evidence }) =>
            evidence.map((fact) => (
              <FactRow
                key={`${kind} ${fromMm} ${fact.quantity} ${fact.is}`}
                name={defectName(t, kind)}
                fact={fact}
                signals={signals}
                language={language}
              />
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function FactRow(props: { name: string; fact: DrawnFact; signals: readonly Signal[]; language: Language }) {
  const { name, fact, signals, language } = props;
  const { t } = useTranslation();
  const { of, taken, isRatio } = readQuantity(fact.quantity);
  const signal = signals.find(({ id }) => id === of);
  const unit = isSeamColumn(of) ? SEAM_COLUMNS[of].unit : (signal?.unit ?? '');
  const text = (value: number) =>
    isRatio
      ? formatPercent(value, language, 0)
      : withUnit(formatNumber(value, language, signal?.decimals ?? 2), unit);
  return (
    <tr>
      <td>{name}</td>
      <td>
        {isSeamColumn(of) ? t(`seam.${SEAM_COLUMNS[of].text}`) : (signal?.name[language] ?? of)}
        {taken && ` · ${t(`seam.taken.${taken}` as never, { defaultValue: taken })}`}
      </td>
      <td className="num">{text(fact.value)}</td>
      <td className="num">
        {fact.is === 'above' ? '>' : '<'} {text(fact.limit)}
      </td>
    </tr>
  );
}

/** Doubts name a column of the seam or a signal. */
function nameOf(t: TFunction, of: string): string {
  return isSeamColumn(of) ? t(`seam.${SEAM_COLUMNS[of].text}`) : of;
}

/** What a recipe is called in the language of the page. */
function recipeText(stored: string, t: TFunction): string {
  const { name, share } = readRecipe(stored);
  return share === undefined ? name : t('seam.withRing', { name, share });
}
