import type { Sleep } from '@supergraph/kit/clock';

export interface WaitOptions {
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

const PAUSE_MS = 100;
const PATIENCE_MS = 15_000;
const ANSWER_WITHIN_MS = 2000;

/** Resolves when the router answers an operation, however long that takes, or when the signal aborts. */
export async function waitForRouter(
  url: string,
  { sleep, signal, say }: WaitOptions,
): Promise<void> {
  const saidAfter = Date.now() + PATIENCE_MS;
  let isSaid = false;
  while (!signal.aborted && !(await answers(url))) {
    if (!isSaid && Date.now() > saidAfter) {
      isSaid = true;
      say('the router has nothing to serve yet: it waits for schemas that compose');
    }
    await sleep(PAUSE_MS, signal);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const { data } = (await response.json()) as { readonly data?: object | null };
    return data !== undefined && data !== null;
  } catch {
    return false;
  }
}
