import { describe, expect, test } from '@jest/globals';
import {
  BEARING_VERDICTS,
  DIAGNOSIS_GRADES,
  NOT_DIAGNOSABLE_REASONS,
  REJECTION_REASONS,
  VIEW_KINDS,
  VIEW_OBJECTIONS,
} from '@linetwin/condition';
import { ALARM_LIMITS, ALARM_STATES, PACKML_MODES, PACKML_STATES } from '@linetwin/model';
import { RULE_PROBLEMS } from '@linetwin/rules';
import { BACK_TEST_PROBLEMS, FAILURE_TEXTS, GAP_CAUSES, REJECT_REASONS } from '@linetwin/contracts';
import { MACHINE_LOOKS } from '../ui/tokens.ts';
import { en as enShell } from './en.ts';
import { enPages } from './pages-en.ts';
import { zh as zhShell } from './zh.ts';
import { zhPages } from './pages-zh.ts';

const zh = { ...zhShell, ...zhPages };
const en = { ...enShell, ...enPages };

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

const chinese = new Map(leaves(zh));
const english = new Map(leaves(en));

describe('the texts of the interface', () => {
  test('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  test('are never empty', () => {
    for (const [key, text] of [...chinese, ...english]) expect([key, text.trim()]).not.toEqual([key, '']);
  });

  test('fill in the same placeholders in both languages', () => {
    const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of chinese)
      expect([key, placeholders(english.get(key)!)]).toEqual([key, placeholders(text)]);
  });

  test('quote only texts that there are', () => {
    for (const texts of [chinese, english])
      for (const [key, text] of texts)
        for (const [, quoted] of text.matchAll(/\$t\(([^)]*)\)/g)) {
          const [group] = quoted.split('{{');
          const found = [...texts.keys()].some((one) =>
            group === quoted ? one === quoted : one.startsWith(group),
          );
          expect([key, quoted, found]).toEqual([key, quoted, true]);
        }
  });

  test('leave no Chinese character in an English text', () => {
    for (const [key, text] of english) expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
  });

  test('name every state, mode, limit, look, reject reason and cause of a gap there is', () => {
    expect(Object.keys(zh.packml).sort()).toEqual([...PACKML_STATES].sort());
    expect(Object.keys(zh.mode).sort()).toEqual([...PACKML_MODES].sort());
    expect(Object.keys(zh.alarms.stateName).sort()).toEqual([...ALARM_STATES].sort());
    expect(Object.keys(zh.limit).sort()).toEqual([...ALARM_LIMITS, 'ofRule'].sort());
    expect(Object.keys(zh.rules.problem).sort()).toEqual([...RULE_PROBLEMS].sort());
    expect(Object.keys(zh.rules.test.problem).sort()).toEqual([...BACK_TEST_PROBLEMS].sort());
    expect(Object.keys(zh.look).sort()).toEqual([...MACHINE_LOOKS].sort());
    expect(Object.keys(zh.gaps.causes).sort()).toEqual([...GAP_CAUSES].sort());
    expect(Object.keys({ ...zh.failure, ...zh.refusal }).sort()).toEqual(
      [...FAILURE_TEXTS, 'unreachable'].sort(),
    );
    for (const reason of REJECT_REASONS) expect(Object.keys(zh.system.reasons)).toContain(reason);
  });

  test.each([
    ['zh', zh.findings],
    ['en', en.findings],
  ])('%s has words for everything a diagnosis can say, and for nothing else', (_, texts) => {
    expect(Object.keys(texts.verdict).sort()).toEqual([...BEARING_VERDICTS].sort());
    expect(Object.keys(texts.grade).sort()).toEqual([...DIAGNOSIS_GRADES].sort());
    expect(Object.keys(texts.views).sort()).toEqual([...VIEW_KINDS].sort());
    expect(Object.keys(texts.rejection).sort()).toEqual([...REJECTION_REASONS].sort());
    expect(Object.keys(texts.objection).sort()).toEqual([...VIEW_OBJECTIONS].sort());
    expect(Object.keys(texts.reason).sort()).toEqual([...NOT_DIAGNOSABLE_REASONS].sort());
  });
});
