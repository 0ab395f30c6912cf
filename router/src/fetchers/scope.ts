import type { RequestSpan } from '#src/telemetry/tracer.ts';

/** What a fetch needs to know of the operation it belongs to, and where it leaves what it found. */
export interface OperationScope {
  readonly requestId: string;
  readonly correlationId: string;
  /** Epoch milliseconds after which nobody waits for the answer. */
  readonly deadlineAt: number;
  /** Aborted when the client went away. Mutations run to their end all the same. */
  readonly signal: GoneSignal | undefined;
  /** Names and values by turns. The same list for the same headers saves work. */
  headersFor(subgraph: string): readonly string[];
  /** Set-Cookie values for the client, in order of arrival. */
  readonly cookies: string[];
  readonly fetches: FetchReport[];
  /** Given the headers of every answer, when some of them go on to the client. */
  readonly takeHeaders?: TakeHeaders | undefined;
  /** Where each fetch begins a span, when the trace is recorded: its traceparent goes out in place of the request's. */
  readonly span?: RequestSpan | undefined;
}

/** Headers of a subgraph's answer, by name in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

export type TakeHeaders = (subgraph: string, headers: AnswerHeaders) => void;

/** What fetches need of an AbortSignal. */
export interface GoneSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: GoneListener): void;
  removeEventListener(type: 'abort', listener: GoneListener): void;
}

/** An object and no function: a function that holds its owner made V8's collector of young objects keep whole requests. */
export interface GoneListener {
  handleEvent(): void;
}

/** One finished call to a subgraph. */
export interface FetchReport {
  readonly subgraph: string;
  readonly ms: number;
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  readonly lost: LostFetch['code'] | undefined;
}

/** A fetch without a usable answer: its fields are null, and only its fields. */
export interface LostFetch {
  readonly kind: 'lost';
  readonly code:
    | 'SUBGRAPH_UNAVAILABLE'
    | 'SUBGRAPH_TIMEOUT'
    | 'SUBGRAPH_INVALID_RESPONSE'
    | 'SUBGRAPH_ERROR';
  /** Safe to show: names the subgraph and nothing of its host. */
  readonly message: string;
  /** Whether the same operation may succeed if sent again, without doing anything twice. */
  readonly retryable: boolean;
  readonly cause: unknown;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface AnsweredFetch {
  readonly kind: 'answered';
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly SubgraphError[];
}

export type FetchOutcome = AnsweredFetch | LostFetch;
