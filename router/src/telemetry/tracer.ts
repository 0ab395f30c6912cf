/** The trace that a request belongs to. */
export interface TraceOrigin {
  /** W3C trace context: of the caller, or begun here. */
  readonly traceparent: string;
  readonly tracestate: string | undefined;
  readonly isInbound: boolean;
}

export type StageName = 'parse' | 'validate' | 'plan' | 'execute';

/** One request of a trace that is recorded. Who has none records nothing, and pays for that one comparison. */
export interface RequestSpan {
  /** Begins a stage, and ends the one before. Fetches belong to the stage they begin in. */
  enter(stage: StageName): void;
  startFetch(subgraph: string, operationName: string | undefined): FetchSpan;
  /** Ends the request and the stage it is in, which failed when the request was refused. */
  end(ending: RequestEnding): void;
}

export interface FetchSpan {
  /** What the subgraph is told: it is a child of this fetch. */
  readonly traceparent: string;
  /** The HTTP status, or 0, and the code when no usable answer came. */
  end(status: number, lost: string | undefined): void;
}

export interface RequestEnding {
  readonly type: string;
  readonly name: string | null;
  readonly status: number;
  readonly requestId: string;
  readonly correlationId: string;
  readonly clientName: string | null;
  readonly codes: readonly string[];
}

export interface Tracer {
  /** The share of the traces begun here that are recorded. Those of callers are when the caller says so. */
  readonly sampleRatio: number;
  /** The span of one request, or undefined when its trace is not recorded. */
  startRequest(origin: TraceOrigin): RequestSpan | undefined;
  /** Sends what is left, unless that takes long. Never rejects. */
  stop(): Promise<void>;
}
