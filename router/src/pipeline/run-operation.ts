import { isMasked } from '#src/config/exposure.ts';
import type { Config } from '#src/config/index.ts';
import type { Generations } from '#src/supergraph/generations.ts';

import type { Authenticate } from './authenticate.ts';
import { toPipelineError } from './errors.ts';
import { execute } from './execute.ts';
import type { Client, Trace } from './facts.ts';
import { guardCsrf } from './guard-csrf.ts';
import type { ResponseHeaders, RouterRequest } from './http-message.ts';
import { identifyVisitor } from './identify-visitor.ts';
import { type MaskedResult, describeRefusal, maskErrors } from './mask-errors.ts';
import { openScope } from './open-scope.ts';
import { readParams } from './read-params.ts';
import { readTrace } from './read-trace.ts';
import type { OperationRecord, ReportOperation } from './report-operation.ts';
import { writeHeaders } from './write-headers.ts';

export interface PipelineDeps {
  readonly config: Config;
  readonly generations: Generations;
  readonly identifyClient: (request: RouterRequest) => Client;
  readonly authenticate: Authenticate;
  readonly reportOperation: ReportOperation;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}

export interface OperationAnswer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly result: MaskedResult;
}

/** One operation from HTTP request to result. It answers every request; a refusal is an answer too. */
export async function runOperation(
  request: RouterRequest,
  deps: PipelineDeps,
): Promise<OperationAnswer> {
  const trace = readTrace(request, { newId: deps.newId, sampleRatio: 1 });
  const report = deps.reportOperation(trace);
  try {
    const answer = await runStages(request, { trace, report, deps });
    report.finish(answer.status, answer.result.errors);
    return answer;
  } catch (thrown) {
    const error = toPipelineError(thrown);
    const result = describeRefusal(error, { isMasked: isMasked(deps.config), trace });
    report.finish(error.status, result.errors, error.cause);
    return { status: error.status, headers: { ...error.headers, ...describeTrace(trace) }, result };
  }
}

interface Run {
  readonly trace: Trace;
  readonly report: OperationRecord;
  readonly deps: PipelineDeps;
}

/** THE ORDER. Each stage is a file of this folder and knows nothing of the others. */
async function runStages(
  request: RouterRequest,
  { trace, report, deps }: Run,
): Promise<OperationAnswer> {
  const { config, generations, now, newId } = deps;
  guardCsrf(request, config.csrf);
  const client = deps.identifyClient(request);
  report.noteClient(client);
  const claims = await deps.authenticate(request);
  const visitor = identifyVisitor(request, {
    config: config.visitor,
    newId,
    isProduction: config.environment === 'production',
  });
  const params = readParams(request);
  const headersFor = writeHeaders(
    request,
    { trace, client, claims, visitorId: visitor.id },
    config.headers,
  );
  const deadlineAt = now() + config.subgraphs.deadlineMs;
  const scope = openScope(request, { trace, headersFor, deadlineAt });
  const operation = report.noteScope(scope);
  const execution = await execute(params, { generations, scope, operation });
  report.noteGeneration(execution.generation);
  const result = maskErrors(execution.result, { isMasked: isMasked(config), trace });
  const cookies = [...scope.cookies, ...(visitor.cookie === undefined ? [] : [visitor.cookie])];
  return {
    status: execution.status,
    headers: {
      ...execution.headers,
      ...describeTrace(trace),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    result,
  };
}

function describeTrace({ requestId, correlationId }: Trace): ResponseHeaders {
  return { 'x-request-id': requestId, 'x-correlation-id': correlationId };
}
