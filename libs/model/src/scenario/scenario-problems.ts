import type { ErrorCode } from 'yaml';
import { z } from 'zod';
import type { Text } from '../plant-schema.ts';

const { localeError: zodInChinese } = z.locales.zhCN();

/** What is wrong where a text is no YAML, by the reader's codes. */
const YAML_IN_CHINESE: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: '引用名无效',
  BAD_DQ_ESCAPE: '双引号内的转义无效',
  BAD_INDENT: '缩进不对',
  BAD_SCALAR_START: '值不能以此字符开头',
  BLOCK_AS_IMPLICIT_KEY: '一行内只能有一个“键: 值”',
  BLOCK_IN_FLOW: '花括号或方括号内不能换行缩进书写',
  DUPLICATE_KEY: '键重复',
  MISSING_CHAR: '缺少字符，例如冒号、逗号、引号或括号',
  MULTILINE_IMPLICIT_KEY: '键不能跨行',
  MULTIPLE_DOCS: '只能有一个文档',
  TAB_AS_INDENT: '缩进不能用制表符',
  UNEXPECTED_TOKEN: '此处字符多余',
};

/** A mistake that the reader of YAML found. */
export function yamlProblem({ code, message }: { code: ErrorCode; message: string }): Text {
  return { zh: `不是有效的 YAML：${YAML_IN_CHINESE[code] ?? code}`, en: message };
}

/** A refinement's own words, for `context.addIssue`. */
export function ownIssue(text: Text): { code: 'custom'; message: string; params: { text: Text } } {
  return { code: 'custom', message: text.en, params: { text } };
}

/** Issues of a value that a schema refused, in both languages. */
export function schemaProblems(
  schema: z.ZodType,
  value: unknown,
): { path: readonly PropertyKey[]; message: Text }[] {
  const english = schema.safeParse(value).error?.issues ?? [];
  const chinese = schema.safeParse(value, { error: zodInChinese }).error?.issues ?? [];
  return english.map((issue, i) => {
    const own = issue.code === 'custom' ? (issue.params?.text as Text | undefined) : undefined;
    return { path: issue.path, message: own ?? { zh: chinese[i].message, en: issue.message } };
  });
}
