import writeXlsxFile from 'write-excel-file/node';

type Rows = readonly (readonly (string | number)[])[];

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** RFC 4180, with a mark that tells spreadsheets that it is UTF-8. A cell that a spreadsheet would compute is made text. */
export function toCsv(rows: Rows): string {
  const cell = (value: string | number) => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A workbook with one sheet, its first row the head. */
export function toXlsx(rows: Rows): Promise<Buffer> {
  const sheet = rows.map((row, at) =>
    row.map((value) => ({ value, ...(at === 0 && { fontWeight: 'bold' as const }) })),
  );
  return writeXlsxFile(sheet).toBuffer();
}
