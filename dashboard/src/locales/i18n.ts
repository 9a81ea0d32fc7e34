import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/format.ts';
import type { Texts } from './zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}

/** Each language comes when it is first shown; they have the same texts, so none stands in for the other. */
const TEXTS: Record<Language, () => Promise<Texts>> = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
};

/** Starts the translations with those of one language. */
export async function startTexts(language: Language): Promise<void> {
  const translation = await TEXTS[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
}

/** Fetches the texts of a language, for whoever reads more than the one that is shown. */
export async function loadTexts(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await TEXTS[language]());
}

/** Shows another language once its texts are here. */
export async function showLanguage(language: Language): Promise<void> {
  await loadTexts(language);
  await i18next.changeLanguage(language);
}
