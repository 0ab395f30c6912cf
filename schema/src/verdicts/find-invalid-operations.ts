import { type GraphQLSchema, buildSchema, parse, validate } from 'graphql';

import type { Case } from '#src/registry/collaborators.ts';
import type { PlanDifference } from '#src/reports/report.ts';

/** Known operations that the schema after does not take any more, though the one before did. */
export function findInvalidOperations({ before, after, operations }: Case): PlanDifference[] {
  const [old, fresh] = [buildApi(before.api), buildApi(after.api)];
  return operations.flatMap(({ id, name, text }) => {
    const message = findFault(fresh, text);
    return message === undefined || findFault(old, text) !== undefined
      ? []
      : [{ status: 'UNPLANNABLE', operation: { id, name }, message }];
  });
}

function buildApi(sdl: string): GraphQLSchema {
  return buildSchema(sdl, { assumeValid: true });
}

function findFault(schema: GraphQLSchema, text: string): string | undefined {
  try {
    return validate(schema, parse(text))[0]?.message;
  } catch (error) {
    return (error as Error).message;
  }
}
