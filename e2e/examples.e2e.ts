import { type Example, examples, fillVariables } from '@supergraph/studio/examples';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { type Answer, query } from './harness/query.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const LOGIN = `mutation ($email: String!) {
  login(input: { email: $email, password: "demo-password-1" }) { accessToken }
}`;

const LOOK_AGAIN = 'order-by-number';
/** Examples that say so want a purchase of their own. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'order-cancel': [
    'cart-create',
    'cart-claim',
    'checkout-begin',
    'checkout-address',
    'checkout-shipping',
    'checkout-complete',
  ],
};

describe('the examples of the studio', () => {
  let graph: RunningGraph;
  // What the studio remembers from one example to the next.
  const answers: unknown[] = [];
  const tokens = new Map<string, string>();
  let cartToken: string | undefined;

  beforeAll(async () => {
    graph = await startGraph({ profile: 'tiny' });
  });
  afterAll(() => graph?.stop());

  async function signInFor({ needs }: Example): Promise<string | undefined> {
    if (needs === undefined) {
      return undefined;
    }
    const email = `${needs === 'login' ? 'shopper' : needs}@example.com`;
    if (!tokens.has(email)) {
      const { data } = await query(graph.url, { query: LOGIN, variables: { email } });
      tokens.set(email, data.login.accessToken);
    }
    return tokens.get(email);
  }

  async function ask(example: Example, variables: unknown): Promise<Answer> {
    const accessToken = await signInFor(example);
    const answer = await query(graph.url, {
      query: example.query,
      variables: variables as Readonly<Record<string, unknown>>,
      headers: {
        ...(cartToken === undefined ? {} : { 'x-cart-token': cartToken }),
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
    });
    answers.unshift(answer.data);
    cartToken = answer.data?.cartCreate?.cartToken ?? cartToken;
    return answer;
  }

  /** What other services tell by events is there a moment later: an order is looked at again until it has all. */
  function fillFrom({ name, variables }: Example): Promise<unknown> {
    return vi.waitFor(async () => {
      const filled = fillVariables(variables, { answers, random });
      if (filled.missing.length > 0 && name !== LOOK_AGAIN) {
        await run(findExample(LOOK_AGAIN));
      }
      expect(filled.missing).toEqual([]);
      return filled.variables;
    }, 15_000);
  }

  const run = async (example: Example): Promise<Answer> => ask(example, await fillFrom(example));

  // One after the other, because each finds its placeholders in the answers before it.
  it.each(examples)('run: $group, $title', async (example) => {
    for (const name of BEFORE[example.name] ?? []) {
      await run(findExample(name));
    }
    const { data, errors } = await run(example);
    expect(errors).toBeUndefined();
    expect(Object.values(data)).not.toContain(null);
    // A mutation says in its payload what went wrong.
    expect(Object.values(data).flatMap(payloadErrors)).toEqual([]);
  });
});

function findExample(name: string): Example {
  const found = examples.find((example) => example.name === name);
  if (found === undefined) {
    throw new Error(`There is no example "${name}".`);
  }
  return found;
}

const random = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 20);

function payloadErrors(payload: unknown): unknown[] {
  return typeof payload === 'object' && payload !== null && 'errors' in payload
    ? [payload.errors].flat()
    : [];
}
