import type { Incident, IncidentResponse } from '@linetwin/contracts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '../../live/api/api.ts';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { formatMoment, formatPercent } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { ActorNameField, useActorName } from '../shared/actor-name.tsx';
import { AlarmGlyph } from '../shared/machine-glyph.tsx';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { TrendPanel } from '../shared/trend-panel.tsx';
import { FindingEvidence } from '../findings/finding-evidence.tsx';
import { IncidentChain } from './incident-chain.tsx';
import { IncidentRows } from './incident-rows.tsx';
import { StepsPanel } from './steps-panel.tsx';
import { useIncident } from './use-incidents.ts';
import { WorkOrderPanel } from './work-order-panel.tsx';

const HISTORY_MS = 30 * 86_400_000;
/** Two people are not to set off for one incident. */
const LOOK_MS = 5_000;

/** One incident, for a phone first: cause, what to check, proof, steps, work order, what was before on this machine. */
export default function IncidentPage() {
  const { t } = useTranslation();
  const linkTo = useLinkTo();
  const { incident: id = '' } = useParams();
  const { incident, loading, error } = useIncident(id);
  const responses = useFetchedAt(
    `response ${id}`,
    (at, abort) => incidentsApi.responses([id], at, abort),
    LOOK_MS,
  );
  const order = useFetchedAt(
    `work order ${id}`,
    (at, abort) => incidentsApi.workOrder(id, at, abort),
    LOOK_MS,
  );
  const searches = useFetchedAt(
    incident ? `troubleshooting ${id} ${incident.cause.key}` : null,
    (at, abort) => incidentsApi.troubleshooting(id, at, abort),
  );
  const trees = searches.data ?? [];
  return (
    <div className="page incident-page">
      <Link className="incident-back" to={linkTo('/maintenance')}>
        <Icon name="back" size={16} /> {t('maintenance.back')}
      </Link>
      {loading && <Loading rows={8} />}
      {!loading && !incident && <Empty>{error?.message ?? t('maintenance.notFound')}</Empty>}
      {incident && (
        <>
          <CausePanel incident={incident} response={responses.data?.[0]} onTaken={responses.retry} />
          <StepsPanel incident={incident} order={order.data ?? null} trees={trees} onChanged={order.retry} />
          <Proof incident={incident} />
          <WorkOrderPanel
            incident={incident}
            order={order.data ?? null}
            trees={trees}
            onChanged={order.retry}
          />
          <IncidentChain incident={incident} />
          <MachineHistory incident={incident} />
        </>
      )}
    </div>
  );
}

function CausePanel(props: {
  incident: Incident;
  response: IncidentResponse | undefined;
  onTaken: () => void;
}) {
  const { incident, response, onTaken } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const { cause } = incident;
  const zone = index.model.site.timeZone;
  const machine = index.equipment(cause.equipment);
  return (
    <Panel className="incident-cause">
      <div className="incident-head">
        <AlarmGlyph priority={incident.priority} pulsing={incident.state === 'open' && !response} size={22} />
        <div>
          <h1>{cause.title[language]}</h1>
          <p>
            <Link to={linkTo(`/equipment/${cause.equipment}`)}>
              <span className="tree-id">{machine?.id}</span> {machine?.name[language] ?? cause.equipment}
            </Link>
          </p>
          <p className="muted">
            {t('maintenance.since')} {formatMoment(cause.since, zone, live.now())} ·{' '}
            {t('maintenance.confidence', { percent: formatPercent(cause.confidence, language, 0) })}
            {incident.closedAt !== null &&
              ` · ${t('maintenance.closed')} ${formatMoment(incident.closedAt, zone, live.now())}`}
          </p>
        </div>
      </div>
      {cause.advice.length > 0 && (
        <section>
          <h3>{t('maintenance.checkFirst')}</h3>
          <ol className="plain-list">
            {cause.advice.map((advice) => (
              <li key={advice.en}>{advice[language]}</li>
            ))}
          </ol>
        </section>
      )}
      {cause.sparePart && (
        <section>
          <h3>{t('maintenance.spare')}</h3>
          <p>{cause.sparePart[language]}</p>
        </section>
      )}
      <div className="incident-take">
        {response ? (
          <span>
            <Icon name="check" size={16} />{' '}
            {t('maintenance.acknowledgedBy', {
              name: response.by,
              time: formatMoment(response.at, zone, live.now()),
            })}
          </span>
        ) : (
          incident.state === 'open' && <TakeButton incident={incident.id} onTaken={onTaken} />
        )}
      </div>
    </Panel>
  );
}

function TakeButton({ incident, onTaken }: { incident: string; onTaken: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const actor = useActorName();
  const refused = useReasonAgainstAcknowledging();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const take = async () => {
    const by = actor.take();
    if (by === false) return setAsking(true);
    setBusy(true);
    try {
      await incidentsApi.acknowledge(incident, by);
      setAsking(false);
      onTaken();
    } catch (error) {
      void message.error(t('maintenance.failed', { detail: (error as Error).message }));
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        type="primary"
        size="large"
        block
        id="take-on"
        loading={busy}
        disabled={refused !== undefined}
        title={refused}
        onClick={() => void take()}
      >
        {t('maintenance.acknowledge')}
      </Button>
      {refused && <p className="note">{refused}</p>}
      <Modal
        open={asking}
        title={t('maintenance.acknowledge')}
        okText={t('maintenance.acknowledge')}
        cancelText={t('common.cancel')}
        onOk={() => void take()}
        onCancel={() => setAsking(false)}
      >
        <ActorNameField actor={actor} onEnter={() => void take()} />
      </Modal>
    </>
  );
}

/** The signals of the alarms on the machine of the cause. */
function Proof({ incident: { cause, members } }: { incident: Incident }) {
  const { index } = usePlant();
  const { t } = useTranslation();
  const { language } = usePreferences();
  const addresses = members
    .filter(({ kind, equipment }) => kind === 'alarm' && equipment === cause.equipment)
    .map(({ equipment, key }) => `${equipment}/${key.split('.')[0]}`);
  const signals = [...new Set(addresses)].flatMap((address) => index.signal(address) ?? []).slice(0, 3);
  const finding = members.find(({ kind, id }) => kind === 'finding' && cause.members.includes(id));
  return (
    <>
      {finding && <FindingProof id={finding.newestId} />}
      {!finding && signals.length > 0 && (
        <Panel title={t('maintenance.proof')}>
          <TrendPanel signals={signals} />
        </Panel>
      )}
      {cause.contradictedBy.length > 0 && (
        <Panel title={t('maintenance.against')}>
          <ul className="plain-list">
            {cause.contradictedBy.map((one) => (
              <li key={one.en}>{one[language]}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** The evidence of the finding that names the cause. */
function FindingProof({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useFetchedAt(`proof ${id}`, (at, abort) => api.finding(id, at, abort));
  if (!data) return null;
  return (
    <Panel title={t('maintenance.proof')}>
      <FindingEvidence finding={data} />
    </Panel>
  );
}

function MachineHistory({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { live } = usePlant();
  const { equipment } = incident.cause;
  const { data } = useFetchedAt(`history of ${equipment}`, (at, abort) =>
    incidentsApi.ofMachine(equipment, { from: (at ?? live.now()) - HISTORY_MS }, at, abort),
  );
  if (!data) return null;
  const others = data.filter(({ id }) => id !== incident.id);
  return (
    <Panel title={t('maintenance.history')} flush>
      {others.length === 0 ? (
        <Empty>{t('maintenance.noHistory')}</Empty>
      ) : (
        <IncidentRows incidents={others} responses={new Map()} />
      )}
    </Panel>
  );
}
