export interface ChangedField {
  field: string;
  /** `undefined` where there was none. */
  before: string | undefined;
  after: string | undefined;
}

/** What differs between two states of something, field by field; all of it where there is only one. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((field) => {
    const change = { field, before: from.get(field), after: to.get(field) };
    return change.before === change.after ? [] : [change];
  });
}

function fieldsOf(value: unknown): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object') return new Map([['', String(value)]]);
  // A field that is null says nothing by itself: it is shown as gone.
  const fields = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return new Map(
    fields.map(([name, one]) => [name, typeof one === 'object' ? JSON.stringify(one) : String(one)]),
  );
}
