import type { FetchOutcome, OperationScope } from './scope.ts';

/** One operation for one subgraph. */
export interface SubgraphRequest {
  /** The whole JSON body as it goes over the wire. */
  readonly body: string;
  readonly operationName: string | undefined;
  /** A mutation is sent once, shared with nobody, and not given up when its client is gone. */
  readonly isMutation: boolean;
  /** How many entities the answer must have; -1 for other fetches. */
  readonly entityCount: number;
  /** Whether nobody will change the parsed answer: then requests that share a call share it too. */
  readonly isReadOnly: boolean;
}

/** Sends one operation to one subgraph. Never rejects: a fetch that fails is an outcome. */
export type SendToSubgraph = (
  request: SubgraphRequest,
  scope: OperationScope,
) => Promise<FetchOutcome>;

/** Whole URLs by subgraph. */
export type InstanceUrls = Readonly<Record<string, readonly string[]>>;

export interface SubgraphClient {
  /** The way to a subgraph. Its connections and what is known of its health outlive the supergraph. */
  open(name: string, routingUrl: string): SendToSubgraph;
  /** Live instances by subgraph, of which the others have none: those are reached at their routing URL. Configured URLs win. */
  route(instances: InstanceUrls): void;
  /** Forgets the ways to subgraphs that are not among these. */
  keepOnly(names: readonly string[]): void;
  close(): Promise<void>;
}
