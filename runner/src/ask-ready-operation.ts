import type { Sleep } from '@supergraph/kit/clock';

export type Start =
  | { readonly status: 'ready'; readonly example: string }
  | { readonly status: 'failed'; readonly reason: string };

/** Crosses services: names from the one, prices from the other. */
const QUERY =
  '{ products(first: 2) { nodes { name defaultVariant { sku price { current { decimal currency } } } } } }';

const TRY_FOR_MS = 30_000;
const PAUSE_MS = 200;

interface Answer {
  readonly errors?: readonly { readonly message: string }[];
  readonly data?: {
    readonly products?: {
      readonly nodes: readonly {
        readonly defaultVariant: { readonly price: object | null } | null;
      }[];
    } | null;
  } | null;
}

export interface AskOptions {
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  /** A graph without demo data is ready when it answers at all. */
  readonly expectData: boolean;
}

/** Ready means: one real federated query passed. Says why not, when it did not in time. */
export async function askReadyOperation(
  url: string,
  { sleep, signal, expectData }: AskOptions,
): Promise<Start> {
  const body = JSON.stringify({ query: QUERY });
  const until = Date.now() + TRY_FOR_MS;
  let reason = 'stopped';
  while (!signal.aborted && Date.now() < until) {
    const fault = await ask(url, body, expectData);
    if (fault === undefined) {
      return {
        status: 'ready',
        example: `curl -s ${url.replace('127.0.0.1', 'localhost')} -H 'content-type: application/json' -d '${body}'`,
      };
    }
    reason = fault;
    await sleep(PAUSE_MS, signal);
  }
  return { status: 'failed', reason: `The graph does not answer its first query: ${reason}` };
}

async function ask(url: string, body: string, expectData: boolean): Promise<string | undefined> {
  try {
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(5000);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return findFault((await response.json()) as Answer, expectData);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function findFault({ errors, data }: Answer, expectData: boolean): string | undefined {
  if (errors !== undefined && errors.length > 0) {
    return errors.map(({ message }) => message).join('; ');
  }
  const nodes = data?.products?.nodes;
  if (nodes === undefined) {
    return 'no products in the answer';
  }
  const priced = nodes.length > 0 && nodes.every(({ defaultVariant }) => defaultVariant?.price);
  return expectData && !priced ? 'no products with prices yet' : undefined;
}
