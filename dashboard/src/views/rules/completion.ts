import { isWaveform, type Equipment, type ModelIndex } from '@linetwin/model';
import { PACKML_STATES } from '@linetwin/model';
import { RULE_FUNCTIONS } from '@linetwin/rules';
import { unitText, type Language } from '../../ui/format.ts';
import type { RuleT } from './rule-texts.ts';

export interface Suggestion {
  /** What is put in place of the word at the cursor. */
  insert: string;
  label: string;
  detail: string;
}

export interface CompletionAt {
  /** Characters that a suggestion replaces. */
  from: number;
  to: number;
  suggestions: Suggestion[];
}

const MOST = 12;
const WINDOWS = ['30s', '1m', '5m', '10m', '30m', '1h'];

/** What may stand at a place of an expression: in quotes signals, states or windows, outside of them functions. */
export function completionAt(
  expression: string,
  cursor: number,
  machine: Equipment | undefined,
  context: { index: ModelIndex; language: Language; t: RuleT },
): CompletionAt {
  const before = expression.slice(0, cursor);
  const quote = openQuote(before);
  if (quote === undefined) {
    const from = cursor - (/[A-Za-z]*$/.exec(before)?.[0].length ?? 0);
    const word = expression.slice(from, cursor).toLowerCase();
    const found = Object.entries(RULE_FUNCTIONS).filter(([name]) => name.toLowerCase().startsWith(word));
    return {
      from,
      to: cursor,
      suggestions: found.map(([name, insert]) => ({
        insert: name === 'state' || name === 'stateFor' || name === 'lasting' ? insert : `${name}("`,
        label: insert,
        detail: context.t(`function.${name as keyof typeof RULE_FUNCTIONS}`),
      })),
    };
  }
  const from = quote + 1;
  const word = expression.slice(from, cursor);
  const rest = /^[^"']*/.exec(expression.slice(cursor))?.[0].length ?? 0;
  const at = { from, to: cursor + rest };
  const call = before.slice(0, quote);
  if (/(==|!=)\s*$/.test(call) || /stateFor\(\s*$/.test(call))
    return { ...at, suggestions: named(PACKML_STATES, word) };
  if (/,\s*$/.test(call)) return { ...at, suggestions: named(WINDOWS, word) };
  return { ...at, suggestions: signals(word, machine, context) };
}

/** Where the quote stands that is open at the end of a text. */
function openQuote(text: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '"' && text[at] !== "'") continue;
    if (open === undefined) open = at;
    else if (text[at] === text[open]) open = undefined;
  }
  return open;
}

function named(names: readonly string[], word: string): Suggestion[] {
  return names
    .filter((name) => name.toLowerCase().startsWith(word.toLowerCase()))
    .slice(0, MOST)
    .map((name) => ({ insert: name, label: name, detail: '' }));
}

function signals(
  word: string,
  own: Equipment | undefined,
  { index, language }: { index: ModelIndex; language: Language },
): Suggestion[] {
  if (!own) return [];
  const cut = word.lastIndexOf('/');
  const other = cut < 0 ? own : index.equipmentOf(own.line).find(({ id }) => id === word.slice(0, cut));
  const prefix = cut < 0 ? '' : word.slice(0, cut + 1);
  const wanted = word.slice(cut + 1).toLowerCase();
  const fits = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
  const found = (other ? index.signalsOf(other) : [])
    .filter((signal) => !isWaveform(signal) && fits(signal.id, signal.name.zh, signal.name.en))
    .map(({ id, name, unit }) => ({
      insert: `${prefix}${id}`,
      label: `${prefix}${id}`,
      detail: [name[language], unitText(unit)].filter(Boolean).join(' · '),
    }));
  const machines =
    cut >= 0 || wanted.length < 2
      ? []
      : index
          .equipmentOf(own.line)
          .filter(({ address, id, name }) => address !== own.address && fits(id, name.zh, name.en))
          .map(({ id, name }) => ({ insert: `${id}/`, label: `${id}/`, detail: name[language] }));
  return [...found, ...machines].slice(0, MOST);
}
