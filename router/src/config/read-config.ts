import path from 'node:path';

import { LineCounter, isMap, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

import { describeValue } from './describe-value.ts';
import { type Config, configShape } from './index.ts';
import { nearestName } from './nearest-name.ts';
import { type Override, readOverrides } from './overrides.ts';

export interface ConfigSources {
  /** The text of router.yaml and where it lies: relative paths in it start from its folder. */
  readonly text: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** Relative paths of the environment and of flags start here. */
  readonly workingDirectory: string;
}

/**
 * The configuration of router.yaml, overridden by the environment, overridden by flags.
 * Throws one error that names every fault with its line, or with the variable or flag it came from.
 */
export function readConfig(sources: ConfigSources): Config {
  const lines = new LineCounter();
  const document = parseDocument(sources.text, { lineCounter: lines, prettyErrors: false });
  const syntaxFaults = document.errors.map((error) => {
    const { line } = lines.linePos(error.pos[0]);
    return `line ${line}: ${error.message.replace(/\.?$/u, '.')}`;
  });
  if (syntaxFaults.length > 0) {
    throw createFault(sources.file, syntaxFaults);
  }
  const { overrides, faults } = readOverrides(sources);
  const written: unknown = document.toJS() ?? {};
  const result = configShape.safeParse(applyOverrides(written, overrides), {
    error: describeValue,
  });
  if (!result.success || faults.length > 0) {
    const found =
      result.error?.issues.flatMap((issue) =>
        describeIssue(issue, { document, lines, overrides }),
      ) ?? [];
    throw createFault(sources.file, [...faults, ...found]);
  }
  return placePaths(result.data, path.dirname(sources.file));
}

/** Relative paths of the file start from its folder. */
function placePaths(config: Config, folder: string): Config {
  const { supergraph, studio, plans, documents, variants } = config;
  const placeFiles = <T extends { files: string[] }>(section: T): T => ({
    ...section,
    files: section.files.map((file) => path.resolve(folder, file)),
  });
  return {
    ...config,
    supergraph: { ...supergraph, file: path.resolve(folder, supergraph.file) },
    studio: { ...studio, directory: path.resolve(folder, studio.directory) },
    documents: placeFiles(documents),
    variants: Object.fromEntries(
      Object.entries(variants).map(([name, variant]) => [
        name,
        { ...variant, documents: variant.documents && placeFiles(variant.documents) },
      ]),
    ),
    plans: {
      ...plans,
      directory: plans.directory === undefined ? undefined : path.resolve(folder, plans.directory),
    },
  };
}

function createFault(file: string, faults: readonly string[]): Error {
  return new Error(`The configuration ${file} is not valid.\n  ${faults.join('\n  ')}`);
}

function applyOverrides(written: unknown, overrides: readonly Override[]): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    return written;
  }
  const config: Record<string, unknown> = { ...written };
  for (const { at, value } of overrides) {
    const [section, key] = at;
    if (key === undefined) {
      config[section] = value;
    } else {
      const current = config[section];
      config[section] = { ...(typeof current === 'object' ? current : {}), [key]: value };
    }
  }
  return config;
}

interface Places {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly overrides: readonly Override[];
}

function describeIssue(issue: z.core.$ZodIssue, places: Places): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const nearest = nearestName(key, knownKeys(issue.path));
      const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
      return `${placeOf([...issue.path, key], places)}there is no such key.${hint}`;
    });
  }
  const nearest = issue.code === 'invalid_value' ? nearestValue(issue, places) : undefined;
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return [`${placeOf(issue.path, places)}${issue.message}.${hint}`];
}

function nearestValue(
  issue: z.core.$ZodIssueInvalidValue,
  { document }: Places,
): string | undefined {
  const value: unknown = document.getIn(issue.path);
  return typeof value === 'string' ? nearestName(value, issue.values.map(String)) : undefined;
}

function placeOf(at: readonly PropertyKey[], { document, lines, overrides }: Places): string {
  if (at.length === 0) {
    return 'the file ';
  }
  const name = at.join('.');
  const override = overrides.findLast((one) => `${name}.`.startsWith(`${one.at.join('.')}.`));
  if (override) {
    return `${override.source}: ${name}: `;
  }
  const offset = offsetOf(document, at);
  return offset === undefined ? `${name}: ` : `line ${lines.linePos(offset).line}: ${name}: `;
}

/** Where the key stands; of what is missing, where its parent stands. */
function offsetOf(document: Document, at: readonly PropertyKey[]): number | undefined {
  if (at.length === 0) {
    return undefined;
  }
  const parent: unknown =
    at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => String(key) === String(at.at(-1)))
    : undefined;
  const node = (pair?.key ?? document.getIn(at, true)) as
    | { range?: [number, number, number] }
    | undefined;
  return node?.range?.[0] ?? offsetOf(document, at.slice(0, -1));
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema;
}

function knownKeys(at: readonly PropertyKey[]): string[] {
  let schema = z.toJSONSchema(configShape, { io: 'input', unrepresentable: 'any' }) as
    | JsonSchema
    | undefined;
  for (const key of at) {
    schema =
      typeof key === 'number'
        ? schema?.items
        : (schema?.properties?.[String(key)] ?? schema?.additionalProperties);
  }
  return Object.keys(schema?.properties ?? {});
}
