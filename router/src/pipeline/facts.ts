/**
 * What the stages find out about one request, each in a type of its own. A stage takes facts and gives facts;
 * `run-operation.ts` hands them on, so that no stage knows another.
 */

/** The ids under which one request is found again in every log. */
export interface Trace {
  /** This inbound request; always the router's own. */
  readonly requestId: string;
  /** The whole chain, events and commands included; the client's when it is well-formed. */
  readonly correlationId: string;
  /** W3C trace context, passed on or begun here. */
  readonly traceparent: string;
  /** What other tracing systems keep beside it, passed on. */
  readonly tracestate: string | undefined;
  /** Whether the trace began before this router. */
  readonly isInbound: boolean;
}

/** Which application asks, and from where. */
export interface Client {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** The client's address as this router sees it. */
  readonly address: string | undefined;
}

/** What a verified token says of its bearer. */
export type Claims = Readonly<Record<string, unknown>>;

/** One anonymous browser or device. */
export interface Visitor {
  /** Undefined when visitors are not told apart. */
  readonly id: string | undefined;
  /** The Set-Cookie value that lets the browser keep a fresh id. */
  readonly cookie: string | undefined;
}

/** What a client asks for. GraphQL over HTTP, section 5. */
export interface OperationParams {
  readonly method: 'GET' | 'POST';
  readonly query: string | undefined;
  /** Names a persisted document. GraphQL over HTTP, appendix A. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
  readonly extensions: Record<string, unknown> | undefined;
}

/** Says which headers a subgraph gets: names and values by turns. */
export type HeadersFor = (subgraph: string) => readonly string[];
