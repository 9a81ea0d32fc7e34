import type { AuditEntry } from '@linetwin/contracts';

const COLUMNS = [
  'sequence',
  'time',
  'actorKind',
  'actorId',
  'actor',
  'address',
  'action',
  'subject',
  'outcome',
  'detail',
  'before',
  'after',
] as const;

/** First line of the file; with a byte order mark, without which spreadsheets read Chinese wrongly. */
export const AUDIT_CSV_HEAD = `\uFEFF${COLUMNS.join(',')}\r\n`;

/** One entry as a line of RFC 4180. */
export function auditCsvLine(entry: AuditEntry): string {
  const row = { ...entry, time: new Date(entry.at).toISOString() };
  return `${COLUMNS.map((column) => cell(row[column])).join(',')}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // A spreadsheet would run a text that begins like a formula.
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
