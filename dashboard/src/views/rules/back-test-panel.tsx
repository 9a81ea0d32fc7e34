import { BACK_TEST_PROBLEMS, type BackTestSummary, type RuleDetail } from '@linetwin/contracts';
import { Button, Progress, Select } from 'antd';
import { useEffect, useState } from 'react';
import { rulesApi } from '../../live/api/rules-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatEnds, formatMoment, formatPercent } from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { ActorNameField, useActorName } from '../shared/actor-name.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { BackTestResult } from './back-test-result.tsx';
import { useRuleTexts, type RuleT } from './rule-texts.ts';

const DAY_MS = 86_400_000;
const DAYS = [1, 3, 7, 14, 30];
const RUNNING_MS = 1000;

/** Runs a version over history, shows how far it is and what came out, and notes that somebody looked. */
export function BackTestPanel(props: { rule: RuleDetail; version: number; onChanged: () => void }) {
  const { rule, version, onChanged } = props;
  const t = useRuleTexts();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const actor = useActorName();
  const refused = useReasonAgainst('engineer');
  const [days, setDays] = useState(1);
  const [error, setError] = useState('');
  const tests = rule.backTests.filter((test) => test.version === version);
  const [chosen, setChosen] = useState<string>();
  const summary = tests.find(({ id }) => id === chosen) ?? tests[0];
  const isOpen = summary?.state === 'waiting' || summary?.state === 'running';
  const test = useFetched(
    summary ? summary.id : null,
    (abort) => rulesApi.readBackTest(rule.id, summary.id, abort),
    isOpen ? RUNNING_MS : undefined,
  );
  const state = test.data?.state;
  useEffect(() => {
    // It was over when it was asked for the last time, and the rule does not know yet.
    if (isOpen && (state === 'done' || state === 'failed')) onChanged();
  }, [isOpen, state, onChanged]);
  const act = async (work: (by: string | undefined) => Promise<{ id: string }>) => {
    const by = actor.take();
    if (by === false) return;
    setError('');
    try {
      setChosen((await work(by)).id);
      onChanged();
      test.retry();
    } catch (failure) {
      setError(t('switch.failed', { detail: (failure as Error).message }));
    }
  };
  const run = () => {
    // By the clock of the server, which refuses a back-test that ends in its future.
    const to = Math.floor(live.now() / 1000) * 1000;
    return act((by) => rulesApi.askBackTest(rule.id, { version, from: to - days * DAY_MS, to, by }));
  };
  return (
    <Panel title={`${t('test.title')} · v${version}`}>
      <p className="muted">{t('test.hint')}</p>
      <div className="rule-buttons">
        <Select
          value={days}
          aria-label={t('test.title')}
          options={DAYS.map((count) => ({
            value: count,
            label: count === 1 ? t('test.day') : t('test.days', { count }),
          }))}
          onChange={setDays}
        />
        <Button
          disabled={refused !== undefined || isOpen || rule.state === 'retired'}
          title={refused}
          onClick={() => void run()}
        >
          {t('test.run')}
        </Button>
        {tests.length > 1 && (
          <Select
            value={summary?.id}
            aria-label={t('column.test')}
            options={tests.map(({ id, from, to }) => ({
              value: id,
              label: t('test.range', formatEnds({ from, to }, zone)),
            }))}
            onChange={setChosen}
          />
        )}
      </div>
      {!refused && !actor.user && <ActorNameField actor={actor} />}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {!summary ? (
        <p>{t('test.none')}</p>
      ) : test.loading ? (
        <Loading rows={6} />
      ) : test.error ? (
        <Failure what={t('loadFailed')} detail={test.error.message} retry={test.retry} />
      ) : test.data!.state === 'failed' ? (
        <p className="field-error" role="alert">
          {t('test.failed', { detail: problemText(test.data!.problem, t) })}
        </p>
      ) : test.data!.outcome ? (
        <>
          <p>
            {t('test.range', formatEnds(test.data!, zone))} · {test.data!.by}
          </p>
          <BackTestResult key={test.data!.id} test={test.data!} />
          {test.data!.seenBy ? (
            <p className="rule-ok">
              {t('test.seenBy', {
                by: test.data!.seenBy,
                at: formatMoment(test.data!.seenAt!, zone, live.now()),
              })}
            </p>
          ) : (
            <div className="rule-buttons">
              <Button
                type="primary"
                disabled={refused !== undefined}
                title={refused}
                onClick={() => void act((by) => rulesApi.seeBackTest(rule.id, summary.id, by))}
              >
                {t('test.seen')}
              </Button>
              <span className="muted">{t('test.notSeen')}</span>
            </div>
          )}
        </>
      ) : (
        <div role="status">
          <p>
            {test.data!.state === 'waiting'
              ? t('test.waiting')
              : t('test.computing', { percent: formatPercent(test.data!.progress, language, 0) })}
          </p>
          <Progress
            percent={Math.round(test.data!.progress * 100)}
            status="active"
            aria-label={t('column.test')}
          />
        </div>
      )}
    </Panel>
  );
}

function problemText(problem: BackTestSummary['problem'], t: RuleT): string {
  const known = BACK_TEST_PROBLEMS.find((one) => one === problem);
  return known ? t(`test.problem.${known}`) : (problem ?? '');
}
