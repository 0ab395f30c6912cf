import { existsSync, readFileSync } from 'node:fs';

import { GraphQLError, parse } from 'graphql';

export interface OperationArgs {
  readonly operation?: string | undefined;
  readonly file?: string | undefined;
}

export const operationArgs = {
  operation: { type: 'positional', required: false, description: 'The operation, as one word' },
  file: { type: 'string', valueHint: 'file', description: 'A file with the operation instead' },
  name: {
    type: 'string',
    valueHint: 'operation',
    description: 'Which operation, when there are several',
  },
} as const;

/** The text of the operation that a call names. Throws when there is none or two, and where it is no GraphQL. */
export function readOperation({ operation, file }: OperationArgs): string {
  if ((operation === undefined) === (file === undefined)) {
    throw new Error(
      "Which operation? Say it in quotes, '{ __typename }', or name its file, --file FILE.",
    );
  }
  const text = operation ?? readFile(file ?? '');
  assertSyntax(text, file ?? 'The operation');
  return text;
}

function readFile(file: string): string {
  if (!existsSync(file)) {
    throw new Error(`There is no file "${file}".`);
  }
  return readFileSync(file, 'utf8');
}

function assertSyntax(text: string, where: string): void {
  try {
    parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) {
      const { line = 1, column = 1 } = error.locations?.[0] ?? {};
      throw new Error(`${where}, line ${line}, column ${column}: ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  }
}
