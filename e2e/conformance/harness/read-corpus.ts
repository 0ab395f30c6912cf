import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { type Json, type JsonObject, isObject } from './json.ts';

const CASES = path.join(import.meta.dirname, '../cases');
const CASE_SUFFIX = '.case.yaml';

// Subgraphs of the corpus need no link of their own, unless they write one or are of the first version.
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable",
  "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject", "@extends",
  "@context", "@fromContext"])\n`;
const OWN_LINK = /@link\(|^# federation 1$/mu;

const jsonObject = z.custom<JsonObject>((value) => isObject(value as Json), 'Expected an object.');

const errorShape = z.strictObject({
  path: z.array(z.union([z.string(), z.number()])).optional(),
  code: z.string().optional(),
});

const oracleShape = z.strictObject({
  /** wrong: it answers something else. silent: it cannot answer at all, or only by chance. */
  is: z.enum(['wrong', 'silent']),
  why: z.string().min(20),
});

const caseShape = z.strictObject({
  query: z.string(),
  operationName: z.string().optional(),
  variables: jsonObject.optional(),
  data: jsonObject.nullish(),
  errors: z.array(errorShape).default([]),
  oracle: oracleShape.optional(),
});

const answerShape = z.strictObject({
  /** Only requests whose body has this text are answered so; without it all are. */
  when: z.string().default(''),
  status: z.number().default(200),
  type: z.string().default('application/json'),
  body: z.union([z.string(), jsonObject]).default(''),
});

const subgraphShape = z.object({ $answer: answerShape.optional() }).catchall(jsonObject);

const dataShape = z.record(z.string(), subgraphShape);

const settingsShape = z.strictObject({
  /** Why random operations are not compared on this supergraph. */
  notRandom: z.string().min(20).optional(),
});

export type ExpectedError = z.infer<typeof errorShape>;
export type Case = z.infer<typeof caseShape> & { readonly title: string };
export type FixedAnswer = z.infer<typeof answerShape>;

export interface CorpusSubgraph {
  readonly name: string;
  readonly sdl: string;
  /** Rows by type, then by name; `Query` and `Mutation` have their fields directly. */
  readonly tables: Readonly<Record<string, JsonObject>>;
  readonly fixed: FixedAnswer | undefined;
}

export interface CorpusSupergraph {
  /** Area and name, as in the folders. */
  readonly id: string;
  readonly subgraphs: readonly CorpusSubgraph[];
  readonly cases: readonly Case[];
  readonly notRandom: string | undefined;
}

/** Every supergraph of the corpus with its cases. Throws when a file says something that the corpus does not know. */
export function readCorpus(root: string = CASES): CorpusSupergraph[] {
  return listFolders(root).flatMap((area) =>
    listFolders(path.join(root, area)).map((name) =>
      readSupergraph(path.join(root, area, name), `${area}/${name}`),
    ),
  );
}

function readSupergraph(folder: string, id: string): CorpusSupergraph {
  const files = readdirSync(folder).toSorted();
  const { settings, ...data } = readYaml(path.join(folder, 'data.yaml')) as Record<string, unknown>;
  const tables = dataShape.parse(data);
  const { notRandom } = settingsShape.parse(settings ?? {});
  const subgraphs = files
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readSubgraph(path.join(folder, file), tables));
  return {
    id,
    subgraphs,
    notRandom,
    cases: files
      .filter((file) => file.endsWith(CASE_SUFFIX))
      .map((file) => ({
        title: path.basename(file, CASE_SUFFIX).replaceAll('-', ' '),
        ...check(path.join(folder, file)),
      })),
  };
}

function readSubgraph(file: string, tables: z.infer<typeof dataShape>): CorpusSubgraph {
  const name = path.basename(file, '.graphql');
  const sdl = readFileSync(file, 'utf8');
  const { $answer, ...rows } = tables[name] ?? {};
  return {
    name,
    sdl: OWN_LINK.test(sdl) ? sdl : LINK + sdl,
    tables: rows,
    fixed: $answer,
  };
}

function check(file: string): z.infer<typeof caseShape> {
  const { success, data, error } = caseShape.safeParse(readYaml(file));
  if (!success) {
    throw new Error(`${file}: ${z.prettifyError(error)}`);
  }
  return data;
}

function readYaml(file: string): unknown {
  return parse(readFileSync(file, 'utf8'));
}

function listFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}
