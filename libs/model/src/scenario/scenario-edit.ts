import { isMap, isSeq, parseDocument, type Document } from 'yaml';

/** A fault as it stands in a text, which may hold mistakes. */
export interface FaultEntry {
  fault: string;
  equipment: string;
  component?: string;
  signal?: string;
  onset: string | number;
  end?: string | number;
  severity?: number;
  growth?: string;
  tau?: string | number;
  maxSeverity?: number;
}

export interface SettingEntry {
  equipment: string;
  setting: string;
  value: number;
  at: string | number;
}

/** Faults of a text, in its order; none while it is no YAML or its faults are no list. */
export function faultEntries(text: string): Partial<FaultEntry>[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) return [];
  const list = document.get('faults');
  if (!isSeq(list)) return [];
  return list.items.map((item) => (isMap(item) ? (item.toJSON() as Partial<FaultEntry>) : {}));
}

/** The text with one more fault; comments and the rest stay as they are. */
export function withFault(text: string, entry: FaultEntry): string {
  return edited(text, (document) => append(document, 'faults', entry));
}

/** The text with one field of a fault changed, or taken away with `undefined`. */
export function withFaultField(
  text: string,
  at: number,
  field: keyof FaultEntry,
  value: string | number | undefined,
): string {
  return edited(text, (document) => {
    if (value === undefined || value === '') document.deleteIn(['faults', at, field]);
    else document.setIn(['faults', at, field], value);
  });
}

export function withoutFault(text: string, at: number): string {
  return edited(text, (document) => document.deleteIn(['faults', at]));
}

/** The text with one more change of a setting. */
export function withSetting(text: string, entry: SettingEntry): string {
  return edited(text, (document) => append(document, 'settings', entry));
}

function append(document: Document.Parsed, list: string, entry: object): void {
  if (isSeq(document.get(list))) document.addIn([list], document.createNode(entry));
  else document.set(list, document.createNode([entry]));
}

/** A text that is no YAML stays as it is: a person has to mend it first. */
function edited(text: string, edit: (document: Document.Parsed) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  edit(document);
  return document.toString({ lineWidth: 110 });
}
