import type { ImportText, ImportWords } from '@linetwin/contracts';

type Values = ImportWords['values'];

/** Each text in English, for those who read the REST interface; pages have their own. */
const ENGLISH: Record<ImportText, (values: Values) => string> = {
  'no-time': ({ text }) => `"${text}" is no time`,
  'no-number': ({ text }) => `"${text}" is no number`,
  'no-signal': ({ text }) => `there is no signal "${text}"`,
  'wrong-unit': ({ text, unit }) => `"${text}" is not the unit of the signal, "${unit}"`,
  'no-quality': ({ text }) => `"${text}" is not good, uncertain or bad`,
  'no-rows': () => 'The file needs a header line and rows.',
  busy: () => 'Another file is being imported; try again in a moment.',
  'same-signal': () => 'Two columns are mapped to the same signal.',
  'unknown-signal': ({ text }) => `There is no signal "${text}" in the plant files.`,
  'no-column': ({ text, header }) => `There is no column "${text}"; the header has: ${header}.`,
  'too-many-rows': ({ most }) => `The file has more than ${most} rows; take parts of it.`,
  'no-csv': ({ detail }) => `The file is no CSV: ${detail}.`,
  'no-parquet': () => 'The file is no Parquet, or it is damaged.',
  'nothing-taken': () => 'Nothing of the file could be taken.',
  'nothing-taken-first': ({ row, column, what, ...values }) =>
    `Nothing of the file could be taken. Row ${row}, column "${column}": ${ENGLISH[what as ImportText](values)}.`,
};

export function englishOf({ text, values }: ImportWords): string {
  return ENGLISH[text](values);
}
