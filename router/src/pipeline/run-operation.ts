import type { GraphQLFormattedError } from 'graphql';

import { isMasked } from '#src/config/exposure.ts';
import type { Config } from '#src/config/index.ts';
import { type AnswerText, encodeText } from '#src/execution/answer-text.ts';
import type { Variant } from '#src/config/variants.ts';
import type { DocumentStores } from '#src/documents/open-documents.ts';
import type { Generations } from '#src/supergraph/generations.ts';
import type { EvaluateLabel } from '#src/supergraph/override-labels.ts';
import type { PublicGraph } from '#src/supergraph/public-graph.ts';
import type { Snapshot } from '#src/supergraph/snapshot.ts';

import type { Authenticate } from './authenticate.ts';
import type { Authorize } from './authorize.ts';
import { PipelineError, toPipelineError } from './errors.ts';
import type { Client, Trace } from './facts.ts';
import { findOperation } from './find-operation.ts';
import { guardCsrf } from './guard-csrf.ts';
import type { ResponseHeaders, RouterRequest } from './http-message.ts';
import { identifyVisitor } from './identify-visitor.ts';
import { describeRefusal, maskErrors } from './mask-errors.ts';
import { openScope } from './open-scope.ts';
import { PassedHeaders } from './pass-headers.ts';
import { type PlanObserver, plan } from './plan.ts';
import { readParams } from './read-params.ts';
import { readTrace } from './read-trace.ts';
import { readVariables } from './read-variables.ts';
import type { OperationRecord, ReportOperation } from './report-operation.ts';
import { resolveDocument } from './resolve-document.ts';
import type { RunCompiled } from './run-compiled.ts';
import { writeHeaders } from './write-headers.ts';

export interface PipelineDeps {
  readonly config: Config;
  readonly generations: Generations;
  readonly identifyClient: (request: RouterRequest) => Client;
  readonly authenticate: Authenticate;
  readonly documents: DocumentStores;
  readonly authorize: Authorize;
  readonly evaluateLabel: EvaluateLabel;
  readonly run: RunCompiled;
  readonly reportOperation: ReportOperation;
  readonly observer: PlanObserver;
  /** The share of the traces begun here that are recorded. */
  readonly sampleRatio: number;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}

export interface OperationAnswer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** A GraphQL result as JSON, ready to be sent. */
  readonly body: Buffer | string;
  readonly errors: readonly GraphQLFormattedError[];
}

/** One operation from HTTP request to result. It answers every request; a refusal is an answer too. */
export async function runOperation(
  request: RouterRequest,
  variant: Variant,
  deps: PipelineDeps,
): Promise<OperationAnswer> {
  const trace = readTrace(request, { newId: deps.newId, sampleRatio: deps.sampleRatio });
  const report = deps.reportOperation(trace);
  try {
    const answer = await runStages(request, { variant, trace, report, deps });
    report.finish(answer.status, answer.errors);
    return answer;
  } catch (thrown) {
    const error = toPipelineError(thrown);
    const errors = describeRefusal(error, { isMasked: isMasked(deps.config), trace });
    report.finish(error.status, errors, error.cause);
    return {
      status: error.status,
      headers: { ...error.headers, ...describeTrace(trace) },
      body: `${JSON.stringify({ errors })}\n`,
      errors,
    };
  }
}

interface Run {
  readonly variant: Variant;
  readonly trace: Trace;
  readonly report: OperationRecord;
  readonly deps: PipelineDeps;
}

/** THE ORDER. Each stage is a file of this folder and knows nothing of the others. */
async function runStages(
  request: RouterRequest,
  { variant, trace, report, deps }: Run,
): Promise<OperationAnswer> {
  const { config, now } = deps;
  guardCsrf(request, config.csrf);
  const client = deps.identifyClient(request);
  report.noteClient(client);
  const claims = await deps.authenticate(request);
  const visitor = identifyVisitor(request, {
    config: config.visitor,
    newId: deps.newId,
    isProduction: config.environment === 'production',
  });
  const params = readParams(request);
  const snapshot = takeSnapshot(deps.generations, report);
  const graph = takeGraph(snapshot, variant.name);
  report.variant = graph.name;
  report.enter('parse');
  const text = resolveDocument(params, client, deps.documents.find(graph.name));
  const operation = findOperation(text, graph, { hideSuggestions: isMasked(config) });
  report.operation = operation.reported;
  const variables = readVariables(params, operation, {
    schema: graph.schema,
    unknownVariables: variant.limits.unknownVariables,
    hideSuggestions: isMasked(config),
  });
  const refusal = await deps.authorize(operation.authorization, claims, variables.coerced);
  const labels = operation.labels.map(deps.evaluateLabel);
  const circumstances = { variables: variables.coerced, denied: refusal?.denial, labels };
  report.enter('plan');
  const compiled = await plan(operation, circumstances, deps.observer);
  const identity = { trace, client, claims, visitorId: visitor.id, variant: variant.toldAs };
  const passed = openPassedHeaders(config);
  const scope = openScope(request, {
    trace,
    headersFor: writeHeaders(request, identity, config.headers),
    deadlineAt: now() + config.subgraphs.deadlineMs,
    span: report.span,
    takeHeaders: passed?.take,
  });
  report.noteScope(scope);
  report.enter('execute');
  const result = await deps.run({ compiled, variables: variables.given, scope });
  const masked = maskErrors(result.errors, { isMasked: isMasked(config), trace });
  const errors = [...(refusal?.errors ?? []), ...masked];
  const cookies = visitor.cookie === undefined ? scope.cookies : [...scope.cookies, visitor.cookie];
  const headers = writeAnswerHeaders(trace, cookies, passed);
  return { status: 200, headers, body: writeResult(result.text, errors), errors };
}

function takeSnapshot({ current }: Generations, report: OperationRecord): Snapshot {
  if (current === undefined) {
    throw new PipelineError('NOT_READY', 'No supergraph is loaded. Try again.', {
      headers: { 'retry-after': '1' },
    });
  }
  report.noteGeneration(current.id);
  return current;
}

function takeGraph({ publicGraphs }: Snapshot, variant: string): PublicGraph {
  const graph = publicGraphs.get(variant);
  if (graph === undefined) {
    throw new Error(`The generation has no variant "${variant}".`);
  }
  return graph;
}

function writeResult(
  text: AnswerText,
  errors: readonly GraphQLFormattedError[],
): OperationAnswer['body'] {
  return errors.length === 0
    ? text.whole
    : encodeText(`{"errors":${JSON.stringify(errors)},"data":${text.data}}\n`);
}

function openPassedHeaders({ headers }: Config): PassedHeaders | undefined {
  return headers.response.length === 0 ? undefined : new PassedHeaders(headers.response);
}

function writeAnswerHeaders(
  trace: Trace,
  cookies: readonly string[],
  passed: PassedHeaders | undefined,
): ResponseHeaders {
  return {
    ...passed?.write(),
    ...describeTrace(trace),
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
  };
}

function describeTrace({ requestId, correlationId }: Trace): ResponseHeaders {
  return { 'x-request-id': requestId, 'x-correlation-id': correlationId };
}
