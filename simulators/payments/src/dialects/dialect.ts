import type { Ledger } from '../ledger.ts';
import type { PaymentEvent } from '../payment.ts';

export interface DialectRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export interface DialectAnswer {
  readonly status: number;
  readonly body: object;
}

export interface DialectDeps {
  readonly ledger: Ledger;
  readonly secret: string;
  /** Where a shopper confirms a payment. */
  readonly actionUrl: (paymentId: string) => string;
}

/** One way in which a provider can be spoken to: its routes, words and signatures. */
export interface Dialect {
  readonly prefix: string;
  readonly handle: (request: DialectRequest, deps: DialectDeps) => DialectAnswer;
  readonly describeEvent: (event: PaymentEvent) => object;
  readonly signEvent: (
    body: string,
    signing: { readonly key: string; readonly at: number },
  ) => Record<string, string>;
}

/** What one route does with the id in its path and a request. */
export type Route = (id: string, request: DialectRequest, deps: DialectDeps) => DialectAnswer;

/** The route of a request by method and path, such as `POST payments/:id/captures`; undefined when there is none. */
export function findRoute(
  routes: Readonly<Record<string, Route>>,
  { method, path }: DialectRequest,
): ((request: DialectRequest, deps: DialectDeps) => DialectAnswer) | undefined {
  const [, kind = '', id, action] = path.split('/').slice(1);
  const parts = [
    kind,
    ...(id === undefined ? [] : [':id']),
    ...(action === undefined ? [] : [action]),
  ];
  const name = `${method} ${parts.join('/')}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  return route && ((request, deps) => route(id ?? '', request, deps));
}

/** The Idempotency-Key of a request. */
export function keyOf({ headers }: DialectRequest): { readonly key: string | undefined } {
  return { key: headers['idempotency-key'] };
}
