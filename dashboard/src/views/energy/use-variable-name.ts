import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** In the place of a product: all that a baseline does not tell apart. */
const OTHER_PRODUCTS = '*';

/** What explains the energy, in the reader's language: "output bearing-1 6205" is the output of a line of one product. */
export function useVariableName(): (name: string) => string {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const names = t('energy.variable', { returnObjects: true }) as Record<string, string>;
  const ofProduct = (text: string, product: string) =>
    product === ''
      ? text
      : product === OTHER_PRODUCTS
        ? t('energy.ofOtherProducts', { text })
        : t('energy.ofProduct', { text, product });
  return (name) => {
    const parts = /^parts (.+)$/.exec(name);
    if (parts) return ofProduct(names.parts, parts[1]);
    const output = /^output (\S+)(?: (.+))?$/.exec(name);
    if (!output) return names[name] ?? name;
    const line = index.line(output[1])?.name[language] ?? output[1];
    return ofProduct(names.output.replace('{{line}}', line), output[2] ?? '');
  };
}
