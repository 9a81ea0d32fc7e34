import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { showLanguage } from '../locales/i18n.ts';
import type { Language } from './format.ts';
import { LANGUAGES, LOCALE_TAGS } from './format.ts';
import { cssVariables, THEMES, type ThemeName } from './tokens.ts';
import { useUrlState } from './use-url-state.ts';

export interface Preferences {
  language: Language;
  setLanguage(language: Language): void;
  theme: ThemeName;
  setTheme(theme: ThemeName): void;
  reducedMotion: boolean;
  /** What the page on show wishes for where the URL says nothing; `null` lets go. */
  wish(appearance: Appearance | null): void;
}

/** How a page is meant to look, whoever opens it. */
export interface Appearance {
  language: Language;
  theme: ThemeName;
}

const STORED_LANGUAGE = 'linetwin.language';
const STORED_THEME = 'linetwin.theme';
const Context = createContext<Preferences | null>(null);

/** Language of a new visitor: what was chosen here before, else the browser's, else English. */
export function firstLanguage(search: string): Language {
  const asked = new URLSearchParams(search).get('lang');
  const chosen = known(LANGUAGES, asked) ?? known(LANGUAGES, read(STORED_LANGUAGE));
  return chosen ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
}

/** The name if it is one of those there are. */
function known<T extends string>(names: readonly T[], name: string | null): T | undefined {
  return names.find((one) => one === name);
}

/** Desks start light unless the system is dark; walls look as their layout says. */
export function firstTheme(search: string): ThemeName {
  const asked = new URLSearchParams(search).get('theme');
  const chosen = known(THEMES, asked) ?? known(THEMES, read(STORED_THEME));
  return chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

/** Language and theme: the URL rules, what it does not say is remembered in this browser. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [urlLanguage, setUrlLanguage] = useUrlState('lang', '');
  const [urlTheme, setUrlTheme] = useUrlState('theme', '');
  const [wished, wish] = useState<Appearance | null>(null);
  const language = firstLanguage(`?lang=${known(LANGUAGES, urlLanguage) ?? wished?.language ?? ''}`);
  const theme = firstTheme(`?theme=${known(THEMES, urlTheme) ?? wished?.theme ?? ''}`);
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');

  useEffect(() => {
    if (!wished) write(STORED_LANGUAGE, language);
    document.documentElement.lang = LOCALE_TAGS[language];
    if (i18n.language !== language) void showLanguage(language);
  }, [language, i18n, wished]);

  useEffect(() => {
    if (!wished) write(STORED_THEME, theme);
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.style.colorScheme = theme;
    for (const [name, value] of Object.entries(cssVariables(theme))) root.style.setProperty(name, value);
  }, [theme, wished]);

  const preferences = useMemo(
    () => ({
      language,
      theme,
      reducedMotion,
      setLanguage: (next: Language) => setUrlLanguage(next),
      setTheme: (next: ThemeName) => setUrlTheme(next),
      wish,
    }),
    [language, theme, reducedMotion, setUrlLanguage, setUrlTheme],
  );
  return <Context value={preferences}>{children}</Context>;
}

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (!preferences) throw new Error('usePreferences needs a PreferencesProvider above it.');
  return preferences;
}

export function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const onChange = () => setMatches(list.matches);
    list.addEventListener('change', onChange);
    return () => list.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}

// A browser may forbid storage (private mode, kiosk policies); preferences then last as long as the URL.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
