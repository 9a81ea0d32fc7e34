import type { Incident, Troubleshooting, WorkOrder, WorkOrderEvent } from '@linetwin/contracts';
import { App, Button, Input, InputNumber } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { ActorNameField } from '../shared/actor-name.tsx';
import { judgementText } from '../shared/judgement-text.ts';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { smallJpeg } from './photo.ts';
import { useChange } from './use-change.ts';

/** What is done about the incident: who, comments, photos, parts, time, whether the cause was right, the end. */
export function WorkOrderPanel(props: {
  incident: Incident;
  order: WorkOrder | null;
  /** Searches whose steps were answered. */
  trees: readonly Troubleshooting[];
  onChanged: () => void;
}) {
  const { incident, order, trees, onChanged } = props;
  const { t } = useTranslation();
  const work = useChange(incident.id, onChanged);
  const refused = useReasonAgainstAcknowledging();
  const closed = order?.state === 'closed';
  return (
    <Panel title={t('maintenance.order')} extra={closed && t('maintenance.closed')}>
      {!refused && !work.actor.user && <ActorNameField actor={work.actor} inPage />}
      {refused ? <p className="note">{refused}</p> : <Actions work={work} order={order} />}
      {order && <Facts order={order} />}
      {order && <Journal order={order} trees={trees} />}
    </Panel>
  );
}

type Work = ReturnType<typeof useChange>;

function Actions({ work, order }: { work: Work; order: WorkOrder | null }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const closed = order?.state === 'closed';
  const comment = async () => {
    if (text.trim() && (await work.change({ change: 'comment', text: text.trim() }))) setText('');
  };
  const reopen = async () => {
    if (text.trim() && (await work.change({ change: 'reopen', text: text.trim() }))) setText('');
  };
  return (
    <div className="work-actions">
      <Input.TextArea
        id="work-comment"
        value={text}
        maxLength={1000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder={t(closed ? 'maintenance.reopenReason' : 'maintenance.commentHint')}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="work-row">
        <Button disabled={work.busy || !text.trim()} onClick={() => void comment()}>
          {t('maintenance.send')}
        </Button>
        {!closed && <PhotoButton work={work} />}
        {closed && (
          <Button disabled={work.busy || !text.trim()} onClick={() => void reopen()}>
            {t('maintenance.reopen')}
          </Button>
        )}
      </div>
      {!closed && <Booking work={work} order={order} />}
      <Judgement work={work} order={order} />
      {order && !closed && (
        <Button block disabled={work.busy} onClick={() => void work.change({ change: 'close' })}>
          {t('maintenance.close')}
        </Button>
      )}
    </div>
  );
}

function PhotoButton({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const add = async (file: File) => {
    const jpeg = await smallJpeg(file).catch(() => undefined);
    if (jpeg) await work.addPhoto(jpeg);
    else void message.error(t('maintenance.noPicture', { file: file.name }));
  };
  return (
    <FileButton
      text={t('maintenance.photo')}
      accept="image/*"
      capture="environment"
      disabled={work.busy}
      onPick={(file) => void add(file)}
    />
  );
}

function Booking({ work, order }: { work: Work; order: WorkOrder | null }) {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const [part, setPart] = useState('');
  const [count, setCount] = useState<number | null>(1);
  const [minutes, setMinutes] = useState<number | null>(null);
  const me = work.actor.user?.name;
  const assign = async (who: string) => {
    if (await work.change({ change: 'assign', to: who })) setTo('');
  };
  return (
    <>
      <div className="work-row">
        <Input
          value={to}
          maxLength={64}
          aria-label={t('maintenance.assignee')}
          placeholder={`${t('maintenance.assignee')}: ${order?.assignee ?? t('maintenance.nobody')}`}
          onChange={(event) => setTo(event.target.value)}
        />
        <Button disabled={work.busy || !to.trim()} onClick={() => void assign(to.trim())}>
          {t('maintenance.assign')}
        </Button>
        {me && order?.assignee !== me && (
          <Button disabled={work.busy} onClick={() => void assign(me)}>
            {t('maintenance.takeIt')}
          </Button>
        )}
      </div>
      <div className="work-row">
        <Input
          value={part}
          maxLength={120}
          aria-label={t('maintenance.part')}
          placeholder={t('maintenance.part')}
          onChange={(event) => setPart(event.target.value)}
        />
        <InputNumber
          min={1}
          max={10_000}
          precision={0}
          value={count}
          aria-label={t('maintenance.count')}
          onChange={setCount}
        />
        <Button
          disabled={work.busy || !part.trim() || !count}
          onClick={() =>
            void work
              .change({ change: 'use-part', part: part.trim(), count: count! })
              .then((done) => done && setPart(''))
          }
        >
          {t('maintenance.usePart')}
        </Button>
      </div>
      <div className="work-row">
        <InputNumber
          min={1}
          max={1440}
          precision={0}
          value={minutes}
          placeholder={t('maintenance.minutes')}
          aria-label={t('maintenance.minutes')}
          onChange={setMinutes}
        />
        <Button
          disabled={work.busy || !minutes}
          onClick={() =>
            void work
              .change({ change: 'spend-time', minutes: minutes! })
              .then((done) => done && setMinutes(null))
          }
        >
          {t('maintenance.spend')}
        </Button>
      </div>
    </>
  );
}

function Judgement({ work, order }: { work: Work; order: WorkOrder | null }) {
  const { t } = useTranslation();
  const [found, setFound] = useState('');
  const [wrong, setWrong] = useState(false);
  const [again, setAgain] = useState(false);
  const judge = async (right: boolean) => {
    const change = { change: 'judge-cause' as const, right, ...(!right && { found: found.trim() }) };
    if (!(await work.change(change))) return;
    setWrong(false);
    setAgain(false);
  };
  if (order?.judged && !again)
    return (
      <div className="work-row">
        <Button onClick={() => setAgain(true)}>{t('maintenance.judgeAgain')}</Button>
      </div>
    );
  return (
    <fieldset className="field">
      <legend>{t('maintenance.judge')}</legend>
      <div className="work-row">
        <Button disabled={work.busy} onClick={() => void judge(true)}>
          {t('maintenance.judgeRight')}
        </Button>
        <Button onClick={() => setWrong(true)}>{t('maintenance.judgeWrong')}</Button>
      </div>
      {wrong && (
        <div className="work-row">
          <Input
            autoFocus
            value={found}
            maxLength={300}
            placeholder={t('maintenance.found')}
            aria-label={t('maintenance.found')}
            onChange={(event) => setFound(event.target.value)}
          />
          <Button disabled={work.busy || !found.trim()} onClick={() => void judge(false)}>
            {t('maintenance.send')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Facts({ order: { assignee, minutes, parts, judged } }: { order: WorkOrder }) {
  const { t } = useTranslation();
  return (
    <ul className="plain-list work-facts">
      <li>
        {t('maintenance.assignee')}: <b>{assignee ?? t('maintenance.nobody')}</b>
      </li>
      {minutes > 0 && <li>{t('maintenance.spent', { minutes })}</li>}
      {parts.length > 0 && (
        <li>
          {t('maintenance.parts')}: {parts.map(({ part, count }) => `${part} × ${count}`).join(', ')}
        </li>
      )}
      {judged && <li>{judgementText(judged, t)}</li>}
    </ul>
  );
}

function Journal({ order, trees }: { order: WorkOrder; trees: readonly Troubleshooting[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const stepName = (tree: string, step: string) =>
    trees.find((one) => one.tree === tree)?.steps.find(({ id }) => id === step)?.measure[language] ?? step;
  const { index, live } = usePlant();
  return (
    <ol className="journal">
      {[...order.events].reverse().map(({ at, by, change }, n) => (
        <li key={order.events.length - n}>
          <small className="muted">
            {formatMoment(at, index.model.site.timeZone, live.now())} · {by}
          </small>
          <div>{eventText(change, stepName, t)}</div>
          {change.change === 'photo' && (
            <a href={incidentsApi.photoUrl(order.incident, change.photo)} target="_blank" rel="noreferrer">
              <img
                src={incidentsApi.photoUrl(order.incident, change.photo)}
                alt={t('maintenance.photoOf', { name: by })}
                loading="lazy"
              />
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}

function eventText(
  change: WorkOrderEvent['change'],
  stepName: (tree: string, step: string) => string,
  t: TFunction,
): string {
  switch (change.change) {
    case 'comment':
      return change.text;
    case 'assign':
      return t('maintenance.event.assign', { to: change.to });
    case 'use-part':
      return t('maintenance.event.use-part', { part: change.part, count: change.count });
    case 'spend-time':
      return t('maintenance.event.spend-time', { minutes: change.minutes });
    case 'answer-step':
      return t('maintenance.event.answer-step', {
        step: stepName(change.tree, change.step),
        result: t(`maintenance.result.${change.result}`),
      });
    case 'judge-cause':
      return change.right
        ? t('maintenance.event.judgeRight')
        : t('maintenance.event.judgeWrong', { found: change.found ?? '' });
    case 'close':
      return change.text ?? t('maintenance.event.close');
    case 'reopen':
      return t('maintenance.event.reopen', { text: change.text });
    case 'photo':
      return t('maintenance.event.photo');
  }
}
