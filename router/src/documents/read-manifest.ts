import { GraphQLError, parse } from 'graphql';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

/** One document of a manifest. */
export interface ManifestEntry {
  readonly id: string;
  readonly body: string;
}

/** The reason names the line. */
export type ManifestOutcome =
  | { readonly ok: true; readonly entries: readonly ManifestEntry[] }
  | { readonly ok: false; readonly reason: string };

const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});

const plainManifest = z.record(z.string().min(1), z.string().min(1));

/** How many documents are parsed before other work gets its turn. */
const CHUNK = 20;

/**
 * Reads a manifest of persisted documents: Apollo's `{ format, version, operations: [{ id, body }] }` or the plain
 * `{ id: text }` that code generators write. Every document must be GraphQL, and no id may stand for two.
 */
export async function readManifest(text: string): Promise<ManifestOutcome> {
  const json = parseJson(text);
  if (!json.ok) {
    return json;
  }
  const isApollo = typeof json.value === 'object' && json.value !== null && 'format' in json.value;
  const read = isApollo ? readApollo(json.value) : readPlain(json.value);
  const [fault] = read.faults;
  if (fault) {
    return refuse(text, fault);
  }
  for (const [index, entry] of read.entries.entries()) {
    if (index % CHUNK === CHUNK - 1) {
      await new Promise(setImmediate);
    }
    const problem = findSyntaxFault(entry.body);
    if (problem !== undefined) {
      const path = isApollo ? ['operations', index, 'body'] : [entry.id];
      return refuse(text, {
        path,
        message: `The document "${entry.id}" is not GraphQL: ${problem}`,
      });
    }
  }
  return { ok: true, entries: read.entries };
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Read {
  readonly entries: readonly ManifestEntry[];
  readonly faults: readonly Fault[];
}

function readApollo(value: unknown): Read {
  const { data, error } = apolloManifest.safeParse(value);
  const entries = data?.operations ?? [];
  return { entries, faults: error?.issues ?? listRepeated(entries) };
}

function readPlain(value: unknown): Read {
  const { data, error } = plainManifest.safeParse(value);
  const entries = Object.entries(data ?? {}).map(([id, body]) => ({ id, body }));
  return { entries, faults: error?.issues ?? [] };
}

function listRepeated(entries: readonly ManifestEntry[]): Fault[] {
  const bodies = new Map<string, string>();
  return entries.flatMap(({ id, body }, index) => {
    const known = bodies.get(id) ?? body;
    bodies.set(id, known);
    const message = `The id "${id}" stands for two documents.`;
    return known === body ? [] : [{ path: ['operations', index, 'id'], message }];
  });
}

function findSyntaxFault(body: string): string | undefined {
  try {
    parse(body, { noLocation: true });
    return undefined;
  } catch (error) {
    return error instanceof GraphQLError ? error.message : 'it cannot be read.';
  }
}

type Json =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

function parseJson(text: string): Json {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'It is not JSON.';
    return { ok: false, reason: `line ${lineOfSyntaxFault(text, message)}: ${message}` };
  }
}

/** The engine says the position in its message alone; without one it met the end of the text. */
function lineOfSyntaxFault(text: string, message: string): number {
  const position = /at position (?<at>\d+)/u.exec(message)?.groups?.['at'];
  const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return before.split('\n').length;
}

function refuse(text: string, { path, message }: Fault): ManifestOutcome {
  const name = path.map(String).join('.');
  const where = name === '' ? '' : `${name}: `;
  return { ok: false, reason: `line ${lineOf(text, path)}: ${where}${message}` };
}

/** JSON is YAML, whose parser knows where each value stands. Of what is missing it is the place of its parent. */
function lineOf(text: string, path: readonly PropertyKey[]): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as { range?: number[] } | undefined;
    if (node?.range?.[0] !== undefined) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}
