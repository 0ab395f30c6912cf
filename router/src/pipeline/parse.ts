import {
  type DocumentNode,
  GraphQLError,
  Lexer,
  Source,
  TokenKind,
  parse as parseGraphql,
} from 'graphql';

import { PipelineError } from './errors.ts';

/** Far more than limits of depth allow. A text of a few thousand levels overflows the stack of the parser. */
const MAX_LEVELS = 200;
const OPENING: ReadonlySet<string> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const CLOSING: ReadonlySet<string> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/** The document of a text. Throws GRAPHQL_PARSE_FAILED, also when the text has more tokens or levels than allowed. */
export function parse(query: string, maxTokens: number): DocumentNode {
  const source = new Source(query);
  try {
    assertShallow(source, maxTokens);
    return parseGraphql(source, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) {
      throw error;
    }
    const { message, locations } = error.toJSON();
    const extensions = { code: 'GRAPHQL_PARSE_FAILED' };
    throw new PipelineError('GRAPHQL_PARSE_FAILED', message, {
      errors: [{ message, ...(locations && { locations }), extensions }],
    });
  }
}

/** Looks no further than at as many tokens as are allowed: the parser says when there are more. */
function assertShallow(source: Source, maxTokens: number): void {
  const lexer = new Lexer(source);
  let levels = 0;
  for (let tokens = 0; tokens < maxTokens; tokens++) {
    const { kind, start } = lexer.advance();
    if (kind === TokenKind.EOF) {
      return;
    }
    levels += Number(OPENING.has(kind)) - Number(CLOSING.has(kind));
    if (levels > MAX_LEVELS) {
      throw new GraphQLError(`The document is nested deeper than ${MAX_LEVELS} levels.`, {
        source,
        positions: [start],
      });
    }
  }
}
