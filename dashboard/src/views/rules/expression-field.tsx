import type { Equipment } from '@linetwin/model';
import type { RuleProblem } from '@linetwin/rules';
import { Button } from 'antd';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { completionAt, type CompletionAt } from './completion.ts';
import { useRuleTexts } from './rule-texts.ts';

/** The expression of a rule: what is wrong is marked where it stands, and completed where it is not finished. */
export function ExpressionField(props: {
  value: string;
  /** What is wrong with it; `undefined` before anybody was asked for it or typed. */
  problems: readonly RuleProblem[] | undefined;
  machine: Equipment | undefined;
  onChange: (next: string) => void;
}) {
  const { value, problems, machine, onChange } = props;
  const t = useRuleTexts();
  const { index } = usePlant();
  const { language } = usePreferences();
  const field = useRef<HTMLTextAreaElement>(null);
  const [completion, setCompletion] = useState<CompletionAt>();
  const [chosen, setChosen] = useState(0);
  const id = useId();
  /** Where the cursor goes with the text that was put in. */
  const cursorAfter = useRef<number | null>(null);
  // Together with the text: a moment later the next key may have been pressed.
  useLayoutEffect(() => {
    const at = cursorAfter.current;
    if (at === null) return;
    cursorAfter.current = null;
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
  });
  const complete = (text: string, cursor: number, always: boolean) => {
    const next = completionAt(text, cursor, machine, { index, language, t });
    const word = text.slice(next.from, cursor);
    const isDone = next.suggestions.length === 1 && next.suggestions[0].insert === word;
    const isWanted = always || word.length > 0 || /["']$/.test(text.slice(0, cursor));
    setChosen(0);
    setCompletion(isWanted && !isDone && next.suggestions.length > 0 ? next : undefined);
  };
  const replace = (from: number, to: number, text: string) => {
    onChange(value.slice(0, from) + text + value.slice(to));
    setCompletion(undefined);
    cursorAfter.current = from + text.length;
  };
  const take = (at: number) => {
    const suggestion = completion?.suggestions[at];
    if (suggestion) replace(completion!.from, completion!.to, suggestion.insert);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      return complete(value, event.currentTarget.selectionStart, true);
    }
    if (!completion) return;
    const count = completion.suggestions.length;
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % count);
    else if (event.key === 'ArrowUp') setChosen((chosen + count - 1) % count);
    else if (event.key === 'Enter') take(chosen);
    else if (event.key === 'Escape') setCompletion(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="rule-expression">
      <label htmlFor={`${id}-field`}>{t('editor.expression')}</label>
      <div className="rule-code">
        <pre aria-hidden="true">
          <Marked text={value} problems={problems ?? []} />
        </pre>
        <textarea
          id={`${id}-field`}
          ref={field}
          value={value}
          rows={4}
          maxLength={1000}
          spellCheck={false}
          autoComplete="off"
          role="combobox"
          aria-expanded={completion !== undefined}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={completion && `${id}-${chosen}`}
          aria-invalid={problems !== undefined && problems.length > 0}
          aria-describedby={`${id}-problems`}
          onChange={(event) => {
            onChange(event.target.value);
            complete(event.target.value, event.target.selectionStart, false);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setCompletion(undefined)}
        />
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={t('editor.suggestions')} hidden={!completion}>
        {completion?.suggestions.map(({ label, detail }, at) => (
          <li
            key={label}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              take(at);
            }}
          >
            <code>{label}</code> <span>{detail}</span>
          </li>
        ))}
      </ul>
      <small className="muted">{t('editor.expressionHint')}</small>
      <div id={`${id}-problems`} aria-live="polite">
        {problems === undefined ? null : problems.length === 0 ? (
          <p className="rule-ok">{t('editor.ok')}</p>
        ) : (
          <ul className="rule-problems">
            {problems.map((problem) => (
              <li key={`${problem.code} ${problem.from}`}>
                <span>
                  {t(`problem.${problem.code}`, { found: problem.found ?? '' })}{' '}
                  {value.trim() !== '' && (
                    <span className="muted">{t('editor.position', { at: problem.from + 1 })}</span>
                  )}
                </span>
                {problem.suggestion && (
                  <Button
                    size="small"
                    onClick={() => replace(problem.from, problem.to, written(value, problem))}
                  >
                    {t('editor.replace', { suggestion: problem.suggestion })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The suggestion as it has to be written in place of what is wrong. */
function written(text: string, { from, suggestion }: RuleProblem): string {
  const quote = text[from] === '"' || text[from] === "'" ? text[from] : '';
  return `${quote}${suggestion}${quote}`;
}

/** The text with what is wrong underlined; lies below the field, whose own letters are on top. */
function Marked({ text, problems }: { text: string; problems: readonly RuleProblem[] }) {
  const parts: { text: string; isWrong: boolean }[] = [];
  let at = 0;
  for (const { from, to } of [...problems].sort((a, b) => a.from - b.from)) {
    if (from < at) continue;
    parts.push({ text: text.slice(at, from), isWrong: false });
    // What is missing at the end is marked as well.
    parts.push({ text: text.slice(from, to) || '\u2002', isWrong: true });
    at = Math.max(from, to);
  }
  parts.push({ text: text.slice(at), isWrong: false });
  return parts.map(({ text, isWrong }, index) => (isWrong ? <mark key={index}>{text}</mark> : text));
}
