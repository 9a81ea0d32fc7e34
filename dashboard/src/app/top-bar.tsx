import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { useMay } from '../live/account.ts';
import { isUnacknowledged } from '../live/record-store.ts';
import {
  useAlarms,
  useConnection,
  useIncidents,
  useLivePaint,
  usePlant,
  useIsReplay,
} from '../live/session-context.ts';
import { formatClock, formatDate } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { Mark } from '../ui/mark.tsx';
import { HelpButton } from './help-button.tsx';
import { MenuButton } from './menu-button.tsx';
import { SearchButton } from './search-button.tsx';
import { ReplayButton } from '../views/replay/replay-button.tsx';
import { AccountMenu } from './account-menu.tsx';
import { LanguageSwitch, ThemeSwitch } from '../views/shared/switches.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { useLinkTo } from '../ui/use-url-state.ts';
import { setText } from '../views/shared/live-value.tsx';
import { useIncidentNotifications } from '../views/maintenance/notify-switch.tsx';
import { useOpenFindings } from '../views/shared/use-machines.ts';

/** Plant, pages, connection, plant time, language and theme; on a phone the pages move to the foot. */
export function TopBar() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { site } = index.model;
  return (
    <header className="topbar">
      <NavLink to={useLinkTo()('/')} className="brand" title={t('nav.hall')}>
        <Mark size={28} />
        <span className="brand-name">{t('product')}</span>
        <span className="brand-site">{site.name[language]}</span>
      </NavLink>
      <Pages />
      <div className="topbar-end">
        <ReplayButton />
        <ConnectionPill />
        <Clock />
        <SearchButton />
        <HelpButton />
        <LanguageSwitch />
        <ThemeSwitch />
        <AccountMenu />
      </div>
    </header>
  );
}

function Pages() {
  useIncidentNotifications();
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const { pathname } = useLocation();
  const waiting = useAlarms().filter(isUnacknowledged).length;
  const findings = useOpenFindings().length;
  const { lines } = index.model;
  const isEngineer = useMay('engineer');
  // A thumb reaches five; where there is no room, the rest is behind "more".
  const further = [
    { path: '/production', icon: 'production', text: t('nav.production') },
    { path: '/energy', icon: 'energy', text: t('nav.energy') },
    { path: '/savings', icon: 'savings', text: t('nav.savings') },
    ...(isEngineer ? [{ path: '/workbench', icon: 'workbench', text: t('nav.workbench') } as const] : []),
    { path: '/system', icon: 'system', text: t('nav.system') },
  ] as const;
  return (
    <nav className="pages" aria-label={t('nav.main')}>
      <PageLink to={linkTo('/')} icon="hall" text={t('nav.hall')} end />
      <MenuButton
        menu={{
          items: lines.map((line) => ({
            key: line.id,
            label: <NavLink to={linkTo(`/lines/${line.id}`)}>{line.name[language]}</NavLink>,
          })),
        }}
      >
        <button type="button" className={pathname.startsWith('/lines') ? 'page-link active' : 'page-link'}>
          <Icon name="line" />
          <span>{t('nav.line')}</span>
        </button>
      </MenuButton>
      <PageLink to={linkTo('/alarms')} icon="alarms" text={t('nav.alarms')} count={waiting} tone="alarm" />
      <PageLink to={linkTo('/findings')} icon="findings" text={t('nav.findings')} count={findings} />
      <PageLink
        to={linkTo('/maintenance')}
        icon="maintenance"
        text={t('nav.maintenance')}
        count={useIncidents().length}
      />
      {further.map(({ path, icon, text }) => (
        <PageLink key={path} to={linkTo(path)} icon={icon} text={text} className="further" />
      ))}
      <MenuButton
        menu={{
          items: further.map(({ path, text }) => ({
            key: path,
            label: <NavLink to={linkTo(path)}>{text}</NavLink>,
          })),
        }}
      >
        <button
          type="button"
          className={`page-link more${further.some(({ path }) => pathname.startsWith(path)) ? ' active' : ''}`}
        >
          <Icon name="more" />
          <span>{t('nav.more')}</span>
        </button>
      </MenuButton>
    </nav>
  );
}

function PageLink(props: {
  to: string;
  icon: IconName;
  text: string;
  count?: number;
  tone?: string;
  end?: boolean;
  className?: string;
}) {
  const { to, icon, text, count = 0, tone, end, className = '' } = props;
  return (
    <NavLink
      to={to}
      end={end}
      className={({ isActive }) => `page-link ${className}${isActive ? ' active' : ''}`}
    >
      <Icon name={icon} />
      <span>{text}</span>
      {count > 0 && (
        <span className="count" data-tone={tone}>
          {count}
        </span>
      )}
    </NavLink>
  );
}

function ConnectionPill() {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { phase, lastFrameAt } = useConnection();
  const stale = phase !== 'live' && lastFrameAt !== null;
  const isReplay = useIsReplay();
  // The banner says what time it is; "live" would be wrong.
  if (isReplay && phase === 'live') return null;
  return (
    <span className="pill" data-phase={phase} role="status">
      <i />
      <span className="pill-text">
        {t(`connection.${phase}`)}
        {stale && ` ${t('common.since', { time: formatClock(lastFrameAt, index.model.site.timeZone) })}`}
      </span>
    </span>
  );
}

function Clock() {
  const { t } = useTranslation();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const date = useRef<HTMLSpanElement>(null);
  const time = useRef<HTMLElement>(null);
  useLivePaint((_live, now) => {
    setText(date.current!, formatDate(now, zone));
    setText(time.current!, formatClock(now, zone));
  });
  return (
    <span className="clock" title={`${t('common.plantTime')} (${zone})`}>
      <span ref={date} className="clock-date" /> <b ref={time} />
    </span>
  );
}
