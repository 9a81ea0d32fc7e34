import type { FindingDetail } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../live/api/api.ts';
import { ApiError } from '../../live/api/http.ts';
import { useFindings, usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { formatMoment, formatNumber, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { CutawayButton } from '../cutaway/cutaway-button.tsx';
import { VerdictTag } from '../shared/finding-rows.tsx';
import { isAveraged, readDiagnosis, type DrawnDiagnosis } from './diagnosis.ts';
import { FindingEvidence } from './finding-evidence.tsx';
import { FindingIncident } from './finding-incident.tsx';
import { readMotorDiagnosis } from './motor-diagnosis.ts';
import { readMountDiagnosis } from './mount-diagnosis.ts';
import { reasonText } from './reason-text.ts';
import { readShaftDiagnosis } from './shaft-diagnosis.ts';
import { RemainingFact } from './remaining-fact.tsx';

/** One finding with everything that proves it. */
export function FindingDetailPanel({ id, full }: { id: string; full?: boolean }) {
  const { t } = useTranslation();
  // A newer burst makes newer evidence of the same finding.
  const lastSeenAt = useFindings().find((finding) => finding.id === id)?.lastSeenAt ?? 0;
  const { data, error, loading, retry } = useFetchedAt(`${id} ${lastSeenAt}`, (at, abort) =>
    api.finding(id, at, abort),
  );
  if (loading) return <Loading rows={8} />;
  if (error && !data) {
    if (error instanceof ApiError && error.status === 404) return <Empty>{t('findings.notFound')}</Empty>;
    return <Failure what={t('findings.loadFailed')} detail={error.message} retry={retry} />;
  }
  return data ? <Detail finding={data} full={full} /> : null;
}

function Detail({ finding, full }: { finding: FindingDetail; full?: boolean }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const diagnosis = useMemo(() => readDiagnosis(finding.diagnosis), [finding.diagnosis]);
  const shaft = useMemo(() => readShaftDiagnosis(finding.diagnosis), [finding.diagnosis]);
  const isBearing = finding.kind === 'bearing';
  const mount = useMemo(() => readMountDiagnosis(finding.diagnosis), [finding.diagnosis]);
  const motor = useMemo(() => readMotorDiagnosis(finding.diagnosis), [finding.diagnosis]);
  const isFromBurst = isBearing || shaft !== undefined || mount !== undefined || motor !== undefined;
  const reason = diagnosis?.reason ?? shaft?.reason ?? motor?.reason;
  const isoZone = diagnosis?.severity?.isoZone ?? shaft?.severity.isoZone;
  const machine = index.equipment(finding.equipment);
  const zone = index.model.site.timeZone;
  return (
    <article className="finding">
      <header className="finding-head">
        <div className="finding-title">
          <VerdictTag finding={finding} />
          <strong>{finding.componentName[language]}</strong>
          {full && machine && (
            <Link to={linkTo(`/equipment/${machine.address}`)}>
              {machine.id} {machine.name[language]}
            </Link>
          )}
        </div>
        <CutawayButton finding={finding} />
        {isBearing && <p className="finding-summary">{finding.summary[language]}</p>}
        {reason && (
          <p className="finding-reason">
            <span className="muted">{t('findings.whyNoVerdict')}</span> {reasonText(t, reason)}
          </p>
        )}
        <ul className="finding-facts">
          {finding.confidence > 0 && (
            <Fact name={t('findings.confidence')} value={formatPercent(finding.confidence, language, 0)}>
              {t(`findings.grade.${finding.grade}`)}
            </Fact>
          )}
          {isFromBurst ? (
            <Fact
              name={t('findings.speed')}
              value={
                finding.speedRpm === null ? NO_VALUE : formatQuantity(finding.speedRpm, 'r/min', language, 0)
              }
            />
          ) : (
            <Fact
              name={t('findings.firstSeen')}
              value={formatMoment(finding.firstSeenAt, zone, live.now())}
            />
          )}
          {diagnosis?.slip != null && (
            <Fact name={t('findings.slip')} value={formatPercent(diagnosis.slip, language, 2)}>
              {isAveraged(diagnosis) && t('burstsTogether.meanSlip', { count: diagnosis.series?.bursts })}
            </Fact>
          )}
          {diagnosis?.features && (
            <>
              {diagnosis.features.velocityRmsMmPerS != null && (
                <Fact
                  name={t('findings.velocity')}
                  value={formatQuantity(diagnosis.features.velocityRmsMmPerS, 'mm/s', language)}
                >
                  {isAveraged(diagnosis) && t('burstsTogether.ofNewest')}
                </Fact>
              )}
              <Fact name={t('findings.kurtosis')} value={formatNumber(diagnosis.features.kurtosis, language)}>
                {isAveraged(diagnosis) && t('burstsTogether.ofNewest')}
              </Fact>
            </>
          )}
          {shaft?.features && (
            <Fact
              name={t('findings.velocity')}
              value={formatQuantity(shaft.features.velocityRmsMmPerS, 'mm/s', language)}
            />
          )}
          {motor?.features && (
            <>
              <Fact name={t('motor.load')} value={formatPercent(motor.features.load, language, 0)} />
              <Fact name={t('motor.slip')} value={formatPercent(motor.features.slip, language, 2)} />
              <Fact
                name={t('motor.supplyFact')}
                value={formatQuantity(motor.features.supplyHz, 'Hz', language, 2)}
              />
              <Fact
                name={t('motor.current')}
                value={formatQuantity(motor.features.currentA, 'A', language, 0)}
              />
            </>
          )}
          {mount?.resonance && (
            <>
              <Fact
                name={t('mount.resonanceFact')}
                value={formatQuantity(mount.resonance.hz, 'Hz', language, 0)}
              />
              <Fact name={t('mount.amplification')} value={formatNumber(mount.resonance.q, language, 0)} />
            </>
          )}
          {isoZone && <Fact name="ISO 20816" value={isoZone} />}
          {isBearing && finding.status === 'open' && <RemainingFact finding={finding} />}
          <Fact name={t('findings.lastSeen')} value={formatMoment(finding.lastSeenAt, zone, live.now())}>
            {isFromBurst && t('findings.bursts', { count: finding.bursts })}
          </Fact>
        </ul>
        <FindingIncident finding={finding} />
      </header>
      <FindingEvidence finding={finding} />
      <div className="finding-words">
        {finding.contradictedBy && finding.contradictedBy.length > 0 && (
          <section>
            <h3>{t('maintenance.against')}</h3>
            <ul className="plain-list">
              {finding.contradictedBy.map((one) => (
                <li key={one.en}>{one[language]}</li>
              ))}
            </ul>
          </section>
        )}
        {finding.advice.length > 0 && (
          <section>
            <h3>{t('findings.advice')}</h3>
            <ol>
              {finding.advice.map((step) => (
                <li key={step.en}>{step[language]}</li>
              ))}
            </ol>
            {finding.sparePart && (
              <p>
                {t('findings.sparePart')}: <strong>{finding.sparePart[language]}</strong>
              </p>
            )}
          </section>
        )}
        {diagnosis && diagnosis.rejected.length > 0 && diagnosis.series?.says !== 'disagrees' && (
          <Rejected diagnosis={diagnosis} />
        )}
      </div>
    </article>
  );
}

function Fact({ name, value, children }: { name: string; value: string; children?: React.ReactNode }) {
  return (
    <li className="fact">
      <span className="fact-label">{name}</span>
      <span className="fact-value">
        <b>{value}</b>
        {children && <span className="muted small"> {children}</span>}
      </span>
    </li>
  );
}

function Rejected({ diagnosis }: { diagnosis: DrawnDiagnosis }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  return (
    <section>
      <h3>{t('findings.rejected')}</h3>
      <ul className="plain-list">
        {diagnosis.rejected.map(({ fault, reason, prominence }) => (
          <li key={fault}>
            <strong>{t(`findings.verdict.${fault}`)}</strong>{' '}
            {t(`findings.rejection.${reason}` as never, { defaultValue: reason })}{' '}
            <span className="muted">
              ({t('findings.prominence')} {formatNumber(prominence, language, 1)}×)
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
