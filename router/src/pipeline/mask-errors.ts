import type { GraphQLFormattedError } from 'graphql';

import type { ExecutionError } from '#src/execution/execution-error.ts';

import { type PipelineError, ROUTER_ERROR_CODES, isRouterErrorCode } from './errors.ts';
import type { Trace } from './facts.ts';

export interface MaskOptions {
  readonly isMasked: boolean;
  readonly trace: Trace;
}

/** Decides what a client may read of each error. Every error leaves with a code; masked ones with the ids to ask for. */
export function maskErrors(
  errors: readonly ExecutionError[],
  options: MaskOptions,
): readonly GraphQLFormattedError[] {
  return errors.map((error) => maskError(error, options));
}

/** The refusal of a whole request, as the errors of a GraphQL result. */
export function describeRefusal(
  error: PipelineError,
  { isMasked, trace }: MaskOptions,
): readonly GraphQLFormattedError[] {
  if (error.errors !== undefined) {
    return error.errors;
  }
  const { exposed } = ROUTER_ERROR_CODES[error.code];
  const message = exposed || !isMasked ? readMessage(error) : 'Internal server error';
  const ids = exposed ? {} : idsOf(trace);
  return [{ message, extensions: { code: error.code, ...ids } }];
}

function readMessage({ message, cause, code }: PipelineError): string {
  return code === 'INTERNAL_SERVER_ERROR' && cause instanceof Error ? cause.message : message;
}

function maskError(error: ExecutionError, { isMasked, trace }: MaskOptions): GraphQLFormattedError {
  const { code, ...rest } = error.extensions;
  const { subgraph } = rest;
  const isShown = !isMasked || isReadable(code, subgraph);
  const known = readCode(code, subgraph);
  const details = isShown ? rest : { ...(subgraph !== undefined && { subgraph }), ...idsOf(trace) };
  return {
    message: isShown ? error.message : maskedMessage(subgraph),
    ...(error.path && { path: error.path }),
    extensions: {
      code: known,
      ...details,
      ...(known === 'INTERNAL_SERVER_ERROR' && idsOf(trace)),
    },
  };
}

/** Of an error without a code it is known where it came from, and nothing more. */
function readCode(code: unknown, subgraph: unknown): string {
  if (typeof code === 'string') {
    return code;
  }
  return subgraph === undefined ? 'INTERNAL_SERVER_ERROR' : 'SUBGRAPH_ERROR';
}

/**
 * A code of the subgraph's own is a statement to the client. Without one the message is whatever was thrown there, and
 * a refused document quotes the subgraph's private schema.
 */
function isReadable(code: unknown, subgraph: unknown): boolean {
  if (code === undefined) {
    return false;
  }
  if (subgraph !== undefined && code === 'GRAPHQL_VALIDATION_FAILED') {
    return false;
  }
  return isRouterErrorCode(code) ? ROUTER_ERROR_CODES[code].exposed : true;
}

function maskedMessage(subgraph: unknown): string {
  return typeof subgraph === 'string'
    ? `The subgraph "${subgraph}" failed.`
    : 'Internal server error';
}

function idsOf({ requestId, correlationId }: Trace): { requestId: string; correlationId: string } {
  return { requestId, correlationId };
}
