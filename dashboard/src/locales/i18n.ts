import type { ErrorAnswer, FailureWords } from '@linetwin/contracts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/format.ts';
import type { ShellTexts } from './zh.ts';
import type { zhPages } from './pages-zh.ts';

type PageTexts = typeof zhPages;
export type Texts = ShellTexts & PageTexts;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}

/** Each language comes when it is first shown; they have the same texts, so none stands in for the other. */
const SHELL: Record<Language, () => Promise<ShellTexts>> = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
};
/** The hall shows without waiting for the texts of the other pages. */
const PAGES: Record<Language, () => Promise<PageTexts>> = {
  zh: async () => (await import('./pages-zh.ts')).zhPages,
  en: async () => (await import('./pages-en.ts')).enPages,
};

const shown = new Set<Language>();
let pagesAreOpen = false;

/** Starts the translations with those of one language. */
export async function startTexts(language: Language): Promise<void> {
  shown.add(language);
  const translation = await SHELL[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
}

/** A failure that the server names, in the language of the page; `undefined` where there are no such texts. */
export function failureText({ text, values }: FailureWords): string | undefined {
  const key = [`failure.${text}`, `refusal.${text}`].find((one) => i18next.exists(one));
  if (key === undefined) return undefined;
  const language = i18next.language as Language;
  const said: Record<string, string | number> = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[language] : value,
    ]),
  );
  return i18next.t(key as never, said);
}

/** What the server says of a failure: in the language of the page, or in its own words where there are no such texts. */
export function textOfRefusal({ error, words }: Pick<ErrorAnswer, 'error' | 'words'>): string {
  return (words && failureText(words)) ?? error;
}

/** Fetches the texts of a language, for whoever reads more than the one that is shown. */
export async function loadTexts(language: Language): Promise<void> {
  shown.add(language);
  const loadShell = async () => add(language, await SHELL[language]());
  await Promise.all([loadShell(), pagesAreOpen && loadPages(language)]);
}

/** Shows another language once its texts are here. */
export async function showLanguage(language: Language): Promise<void> {
  await loadTexts(language);
  await i18next.changeLanguage(language);
}

/**
 * For `lazy`: a page together with the texts that only pages have.
 *
 * @param load imports the page
 */
export function withPageTexts<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    pagesAreOpen = true;
    const [page] = await Promise.all([load(), ...[...shown].map(loadPages)]);
    return page;
  };
}

async function loadPages(language: Language): Promise<void> {
  add(language, await PAGES[language]());
}

function add(language: Language, texts: ShellTexts | PageTexts): void {
  i18next.addResourceBundle(language, 'translation', texts, true, true);
}
