import { type DocumentNode, GraphQLError, parse as parseGraphql } from 'graphql';

import { PipelineError } from './errors.ts';

/** The document of a text. Throws GRAPHQL_PARSE_FAILED, also when the text has more tokens than allowed. */
export function parse(query: string, maxTokens: number): DocumentNode {
  try {
    return parseGraphql(query, { maxTokens });
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
