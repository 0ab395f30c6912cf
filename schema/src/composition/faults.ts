import { Kind } from 'graphql';
import type { ASTNode, GraphQLError, Location, Source } from 'graphql';

import { SdlSource } from './sdl-source.ts';

/** A piece of an SDL file that a fault is about. */
export interface Place {
  readonly subgraph: string;
  readonly file: string;
  /** The text of the whole file. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Something wrong with a schema, or, as a hint, something odd about it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  /** Where it shows, in every file that takes part; empty when the composer does not know. */
  readonly places: readonly Place[];
  /** Names that may have been meant; a single one when the subgraphs were seen to compose with it. */
  readonly suggestions?: readonly string[];
  /** What would be right, as a sentence. */
  readonly advice?: string;
  /** Faults that go away with this one. */
  readonly consequences?: readonly Fault[];
}

const DID_YOU_MEAN = / Did you mean ([^?]*)\?/u;

/** What GraphQL or the composer says, with the places narrowed down to the word in question. */
export function readFault(error: GraphQLError): Fault {
  const { code } = error.extensions;
  const message = error.message.replace(DID_YOU_MEAN, '');
  const meant = DID_YOU_MEAN.exec(error.message)?.[1] ?? '';
  const suggestions = [...meant.matchAll(/"@?(\w+)"/g)].map(([, name = '']) => name);
  return {
    code: typeof code === 'string' ? code : 'INVALID_GRAPHQL',
    message,
    places: error.nodes ? placesOf(error.nodes, message) : syntaxPlaces(error),
    ...(suggestions.length > 0 ? { suggestions } : {}),
  };
}

/** For an SDL that is nested so deep that the composer would run out of stack. */
export function tooDeep(source: Source): Fault {
  return {
    code: 'NESTED_TOO_DEEP',
    message: 'Something in this file is nested too deep to be composed.',
    places: [placeAt(source, 0, 1)],
  };
}

/** The distinct places of some nodes. `message` helps to find the word within a field set. */
export function placesOf(nodes: readonly ASTNode[], message: string): Place[] {
  const places = nodes.flatMap((node) => placeOf(node, message) ?? []);
  const seen = new Set<string>();
  return places.filter(({ subgraph, file, line, column }) => {
    const key = `${subgraph} ${file}:${line}:${column}`;
    return !seen.has(key) && seen.add(key);
  });
}

function placeOf(node: ASTNode, message: string): Place | undefined {
  if (!node.loc) {
    return undefined;
  }
  const { body } = node.loc.source;
  if (node.kind === Kind.DIRECTIVE) {
    return wordPlace(node.loc, message) ?? placeAt(node.loc.source, node.loc.start, node.loc.end);
  }
  // A definition begins with its description; its name is what the reader looks for.
  const named = 'name' in node && node.name?.loc ? node.name.loc : node.loc;
  const lineEnd = body.indexOf('\n', named.start);
  return placeAt(named.source, named.start, lineEnd < 0 ? named.end : Math.min(named.end, lineEnd));
}

/**
 * Federation reports a bad field set at its directive. The composer quotes the offending name, the
 * most specific one last, so the last quoted name that occurs in the directive is the place.
 */
function wordPlace(directive: Location, message: string): Place | undefined {
  const text = directive.source.body.slice(directive.start, directive.end);
  const own = /^@(\w+)/.exec(text)?.[1] ?? '';
  const open = text.indexOf('(');
  for (const word of quotedWords(message).toReversed()) {
    if (word === own && message.includes(`directive "@${own}"`)) {
      return placeAt(directive.source, directive.start + 1, directive.start + 1 + own.length);
    }
    const found = new RegExp(`\\b${word}\\b(?!\\s*:)`).exec(text);
    if (open >= 0 && found && found.index > open) {
      const start = directive.start + found.index;
      return placeAt(directive.source, start, start + word.length);
    }
  }
  return undefined;
}

/** The names in quotation marks, without those that the composer itself proposes. */
export function quotedWords(message: string): string[] {
  const said = message.replace(/ If you meant[^]*$/u, '');
  return [...said.matchAll(/"@?(\w+)"/g)].map(([, word = '']) => word);
}

function placeAt(source: Source, start: number, end: number): Place {
  const { body, name } = source;
  const before = body.slice(0, start).split('\n');
  return {
    subgraph: source instanceof SdlSource ? source.subgraph : '',
    file: name,
    text: body,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    length: Math.max(1, end - start),
  };
}

function syntaxPlaces({ source, locations }: GraphQLError): Place[] {
  const subgraph = source instanceof SdlSource ? source.subgraph : '';
  return (locations ?? []).flatMap(({ line, column }) =>
    source ? [{ subgraph, file: source.name, text: source.body, line, column, length: 1 }] : [],
  );
}
