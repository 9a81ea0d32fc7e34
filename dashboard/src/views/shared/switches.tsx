import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icons.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language, setLanguage } = usePreferences();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="quiet-button"
      id="switch-language"
      aria-label={`${t('common.language')}: ${other === 'zh' ? '中文' : 'EN (English)'}`}
      onClick={() => setLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'EN'}
    </button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { theme, setTheme } = usePreferences();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="quiet-button"
      id="switch-theme"
      aria-label={`${t('common.theme')}: ${t(`common.${other}`)}`}
      onClick={() => setTheme(other)}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
