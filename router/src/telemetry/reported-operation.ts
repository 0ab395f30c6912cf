import type { DocumentNode, GraphQLSchema } from 'graphql';

import { listCoordinates } from './coordinates.ts';
import { writeSignature } from './signature.ts';
import type { OperationUsage, UsageStore } from './usage.ts';

/** What every call of an operation is reported under. */
export interface ReportedOperation {
  readonly name: string | null;
  readonly type: string;
  readonly hash: string | null;
  /** The fields above as the summary line has them. */
  readonly json: string;
  readonly usage: OperationUsage | undefined;
}

/** A validated operation in one variant of one generation. */
export interface OperationSource {
  readonly name: string | null;
  readonly type: string;
  readonly hash: string;
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly variant: string | null;
  readonly generation: string;
}

/** Works out once what every call of the operation is reported under. Without a store its uses are not counted. */
export function describeOperation(
  { document, schema, variant, generation, ...names }: OperationSource,
  usage: UsageStore | undefined,
): ReportedOperation {
  const { name } = names;
  return {
    ...names,
    json: writeNames(names),
    usage: usage?.open({
      ...names,
      variant,
      generation,
      signature: writeSignature(document, name ?? undefined),
      coordinates: listCoordinates(document, schema, name ?? undefined),
    }),
  };
}

interface OperationNames {
  readonly name: string | null;
  readonly type: string;
  readonly hash: string | null;
}

function writeNames({ name, type, hash }: OperationNames): string {
  return `"operation":${JSON.stringify(name)},"type":${JSON.stringify(type)},"hash":${JSON.stringify(hash)}`;
}

const NOTHING: OperationNames = { name: null, type: 'unknown', hash: null };

/** Stands for what a request asked for as long as nobody knows. */
export const UNKNOWN_OPERATION: ReportedOperation = {
  ...NOTHING,
  json: writeNames(NOTHING),
  usage: undefined,
};
