import { isAlias, isMap, isNode, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { carbonFileSchema } from './energy/carbon-schema.ts';
import { metersFileSchema } from './energy/meter-schema.ts';
import { tariffFileSchema } from './energy/tariff-schema.ts';
import { productionFileSchema } from './production/production-schema.ts';
import { buildModel } from './plant-builder.ts';
import type { PlantModel } from './plant-model.ts';
import { PlantFileError, type ParsedFile, type PlantProblem } from './plant-problem.ts';
import { kindFileSchema, lineFileSchema, siteFileSchema, traitFileSchema } from './plant-schema.ts';

/** One YAML file of a plant: its name as shown in messages, and its text. */
export interface PlantText {
  file: string;
  text: string;
}

/**
 * Reads the YAML texts of a plant into a model. Pure: whoever calls it has read the files.
 *
 * @throws PlantFileError naming file, line and field of every mistake
 */
export function loadPlant(texts: readonly PlantText[]): PlantModel {
  const problems: PlantProblem[] = [];
  const siteFiles: string[] = [];
  const sites: ParsedFile<z.infer<typeof siteFileSchema>>[] = [];
  const traits: ParsedFile<z.infer<typeof traitFileSchema>>[] = [];
  const kinds: ParsedFile<z.infer<typeof kindFileSchema>>[] = [];
  const lines: ParsedFile<z.infer<typeof lineFileSchema>>[] = [];
  const meters: ParsedFile<z.infer<typeof metersFileSchema>>[] = [];
  const tariffs: ParsedFile<z.infer<typeof tariffFileSchema>>[] = [];
  const carbon: ParsedFile<z.infer<typeof carbonFileSchema>>[] = [];
  const production: ParsedFile<z.infer<typeof productionFileSchema>>[] = [];

  for (const text of [...texts].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const document = parse(text, problems);
    if (!document) continue;
    if (document.has('site')) {
      siteFiles.push(text.file);
      collect(text.file, document, siteFileSchema, sites, problems);
    } else if (document.has('trait')) collect(text.file, document, traitFileSchema, traits, problems);
    else if (document.has('kind')) collect(text.file, document, kindFileSchema, kinds, problems);
    else if (document.has('line')) collect(text.file, document, lineFileSchema, lines, problems);
    else if (document.has('meters')) collect(text.file, document, metersFileSchema, meters, problems);
    else if (document.has('tariff')) collect(text.file, document, tariffFileSchema, tariffs, problems);
    else if (document.has('carbonFactors')) collect(text.file, document, carbonFileSchema, carbon, problems);
    else if (document.has('production'))
      collect(text.file, document, productionFileSchema, production, problems);
    else {
      problems.push({
        file: text.file,
        line: 1,
        field: '',
        message:
          'a plant file starts with one of the keys "site", "trait", "kind", "line", "meters", "tariff", "carbonFactors" or "production"',
      });
    }
  }
  if (siteFiles.length > 1 || (siteFiles.length === 0 && problems.length === 0)) {
    problems.push({
      file: siteFiles[1] ?? 'plant folder',
      line: 1,
      field: 'site',
      message:
        siteFiles.length === 0
          ? 'a plant needs one file with the key "site", here is none'
          : `a plant has one file with the key "site", here are ${siteFiles.length}: ${siteFiles.join(', ')}`,
    });
  }
  // What is wrong between files is told together with what is wrong inside them, as far as it can be known.
  if (sites.length === 0) throw new PlantFileError(problems);
  const model = buildModel(
    sites[0],
    traits,
    kinds,
    lines,
    { meters, tariffs, carbon },
    production,
    problems,
    problems.length > 0,
  );
  if (problems.length > 0) throw new PlantFileError(problems);
  return model;
}

interface LocatedDocument {
  document: Document.Parsed;
  lines: LineCounter;
  has(key: string): boolean;
}

function parse({ file, text }: PlantText, problems: PlantProblem[]): LocatedDocument | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const before = problems.length;
  const complain = (offset: number, message: string) =>
    problems.push({ file, line: lines.linePos(offset).line, field: '', message });
  // A tag that YAML does not know is only a warning to the library, but no plant file needs one.
  for (const { pos, message } of [...document.errors, ...document.warnings]) complain(pos[0], message);
  visit(document, {
    Alias(_key, alias) {
      if (!alias.resolve(document))
        complain(alias.range?.[0] ?? 0, `there is no anchor "&${alias.source}" before`);
    },
  });
  if (problems.length > before) return undefined;
  const root = document.contents;
  if (!isMap(root)) {
    problems.push({ file, line: 1, field: '', message: 'the file is empty or not a list of "key: value"' });
    return undefined;
  }
  return { document, lines, has: (key) => root.has(key) };
}

function collect<S extends z.ZodType>(
  file: string,
  { document, lines }: LocatedDocument,
  schema: S,
  into: ParsedFile<z.infer<S>>[],
  problems: PlantProblem[],
): void {
  const lineOf = (path: readonly PropertyKey[]) => lineOfPath(document, lines, path);
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    // The YAML library refuses aliases that unfold to an enormous document.
    problems.push({ file, line: 1, field: '', message: (error as Error).message });
    return;
  }
  const result = schema.safeParse(content);
  if (result.success) {
    into.push({ file, content: result.data, lineOf });
    return;
  }
  for (const issue of result.error.issues) {
    // For an unknown key zod points at the object; the key itself is what the reader looks for.
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
    problems.push({ file, line: lineOf(path), field: path.map(String).join('.'), message: issue.message });
  }
}

/** Line of the deepest node that exists on the way to a path; a missing field is reported at its parent. */
function lineOfPath(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = nodeAt(document, path.slice(0, depth));
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function nodeAt(document: Document.Parsed, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  for (const [depth, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => String(isNode(item.key) ? item.key.toJSON() : item.key) === String(key),
      );
      if (!pair) return undefined;
      // The key's own line, also where its value starts on the next one.
      if (depth === path.length - 1 && isNode(pair.key)) return pair.key;
      node = pair.value;
    } else {
      node = document.getIn(path.slice(0, depth + 1), true);
    }
  }
  return isNode(node) ? node : undefined;
}
