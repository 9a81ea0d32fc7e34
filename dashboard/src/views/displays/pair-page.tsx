import type { Pairing } from '@linetwin/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberDisplay, WALL_PATH } from '../../live/display.ts';
import { displaysApi } from '../../live/api/displays-api.ts';
import { LOCALE_TAGS } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { LanguageSwitch, ThemeSwitch } from '../shared/switches.tsx';

const ASK_MS = 2000;
const RETRY_MS = 5000;

/** A code, large enough to be read from a desk, until somebody approves it; then the wall. */
export default function PairPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const [pairing, setPairing] = useState<Pairing>();
  const [state, setState] = useState<'waiting' | 'paired' | 'failed'>('waiting');

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const later = (work: () => Promise<void>, ms: number) => {
      if (!stopped) timer = setTimeout(() => void work(), ms);
    };
    const start = async () => {
      try {
        const next = await displaysApi.startPairing();
        if (stopped) return;
        setPairing(next);
        setState('waiting');
        later(() => ask(next), ASK_MS);
      } catch {
        setState('failed');
        later(start, RETRY_MS);
      }
    };
    const ask = async (current: Pairing): Promise<void> => {
      try {
        const answer = await displaysApi.claim(current.secret);
        if (stopped) return;
        if (answer.state === 'expired') return void start();
        if (answer.state === 'waiting') return later(() => ask(current), ASK_MS);
        rememberDisplay();
        setState('paired');
        // Language and theme that the screen was opened with stay.
        location.assign(`${WALL_PATH}${location.search}`);
      } catch {
        later(() => ask(current), RETRY_MS);
      }
    };
    void start();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);

  const time = pairing && new Date(pairing.expiresAt).toLocaleTimeString(LOCALE_TAGS[language], TIME);
  return (
    <main className="pair">
      <div className="sign-in-tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="pair-box">
        <Mark size={72} />
        <h1>{t('access.pair.title')}</h1>
        <p className="pair-code" role="status" aria-live="polite" data-code={pairing?.code}>
          {pairing?.code.toUpperCase() ?? '··· ···'}
        </p>
        <p className="pair-hint">{state === 'failed' ? t('access.pair.failed') : t('access.pair.hint')}</p>
        <p className="muted">
          {state === 'paired' ? t('access.pair.paired') : time && t('access.pair.valid', { time })}
        </p>
      </div>
    </main>
  );
}

const TIME = { hour: '2-digit', minute: '2-digit' } as const;
