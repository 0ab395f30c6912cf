import type { FetchSpan } from '#src/telemetry/tracer.ts';

import { Timed } from './deadlines.ts';
import { loseInTime, loseUnavailable } from './losses.ts';
import type { FetchOutcome, GoneListener, LostFetch, OperationScope } from './scope.ts';
import type { SubgraphRequest } from './subgraph-client.ts';
import type { TrafficDeps, TrafficSettings } from './traffic-settings.ts';

export interface FetchEnd {
  readonly outcome: FetchOutcome;
  readonly status: number;
  readonly ms: number;
}

/** What a fetch knows of the subgraph that it is for. */
export interface WaiterTraffic {
  readonly name: string;
  readonly settings: TrafficSettings;
  readonly deps: TrafficDeps;
  report(waiter: Waiter, end: FetchEnd): void;
}

/** The call that a fetch waits for. */
export interface Boarded {
  readonly lastLoss: LostFetch | undefined;
  leave(waiter: Waiter, isLate: boolean): void;
}

/** One fetch of one operation: waits in a flight, alone or with others, until it ends or its own time is over. */
export class Waiter extends Timed implements GoneListener {
  readonly traffic: WaiterTraffic;
  readonly request: SubgraphRequest;
  readonly scope: OperationScope;
  readonly startedAt = performance.now();
  readonly expiresAt: number;
  readonly span: FetchSpan | undefined;
  flight: Boarded | undefined;
  readonly #resolve: (outcome: FetchOutcome) => void;
  #isListening = false;

  constructor(
    traffic: WaiterTraffic,
    { request, scope }: { readonly request: SubgraphRequest; readonly scope: OperationScope },
    resolve: (outcome: FetchOutcome) => void,
  ) {
    super();
    this.traffic = traffic;
    this.request = request;
    this.scope = scope;
    this.#resolve = resolve;
    this.span = scope.span?.startFetch(traffic.name, request.operationName);
    const ms = Math.min(traffic.settings.timeoutMs, scope.deadlineAt - traffic.deps.now());
    this.expiresAt = this.startedAt + ms;
    traffic.deps.deadlines.add(this, ms);
    if (scope.signal !== undefined && !request.isMutation) {
      this.#isListening = true;
      scope.signal.addEventListener('abort', this);
    }
  }

  onTime(): void {
    this.#leave(this.flight?.lastLoss ?? loseInTime(this.traffic.name, this.request.isMutation));
  }

  /** The client went away. */
  handleEvent(): void {
    this.#leave(loseUnavailable(this.traffic.name, true, 'the client went away'));
  }

  finish(outcome: FetchOutcome, status: number): void {
    const { traffic, scope } = this;
    traffic.deps.deadlines.remove(this);
    if (this.#isListening) {
      scope.signal?.removeEventListener('abort', this);
    }
    const ms = Math.round((performance.now() - this.startedAt) * 10) / 10;
    const lost = outcome.kind === 'lost' ? outcome.code : undefined;
    scope.fetches.push({ subgraph: traffic.name, ms, status, lost });
    this.span?.end(status, lost);
    traffic.report(this, { outcome, status, ms });
    this.#resolve(outcome);
  }

  #leave(outcome: FetchOutcome): void {
    this.flight?.leave(this, outcome.kind === 'lost' && outcome.code === 'SUBGRAPH_TIMEOUT');
    this.finish(outcome, 0);
  }
}
