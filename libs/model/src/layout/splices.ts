/** Characters `from` to before `to` of a text, replaced by another. */
export interface Splice {
  from: number;
  to: number;
  text: string;
}

/** Lines that became others, without their ends. */
export interface LineChange {
  /** Number of the first of the lines before, from 1. */
  line: number;
  before: string[];
  after: string[];
}

/** A text with some of its stretches replaced; they do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let end = 0;
  for (const splice of inOrder(splices)) {
    result += text.slice(end, splice.from) + splice.text;
    end = splice.to;
  }
  return result + text.slice(end);
}

/** Which lines of a text change by its splices; lines that follow each other are one change. */
export function linesChanged(text: string, splices: readonly Splice[]): LineChange[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const spans: { first: number; last: number; splices: Splice[] }[] = [];
  for (const splice of inOrder(splices)) {
    const [first, last] = [lineAt(splice.from), lineAt(splice.to)];
    const open = spans.at(-1);
    if (open && first <= open.last + 1) {
      open.last = Math.max(open.last, last);
      open.splices.push(splice);
    } else spans.push({ first, last, splices: [splice] });
  }
  return spans.map(({ first, last, splices: own }) => {
    const from = starts[first];
    const before = text.slice(from, starts[last + 1] ?? text.length);
    const shifted = own.map((splice) => ({ ...splice, from: splice.from - from, to: splice.to - from }));
    return { line: first + 1, before: linesOf(before), after: linesOf(spliced(before, shifted)) };
  });
}

function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function inOrder(splices: readonly Splice[]): Splice[] {
  return [...splices].sort((a, b) => a.from - b.from);
}
