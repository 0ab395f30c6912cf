import { type Example, examples, fillVariables } from '@supergraph/studio/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const LOGIN = `mutation ($email: String!) {
  login(input: { email: $email, password: "demo-password-1" }) { accessToken }
}`;

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

  // One after the other, because each finds its placeholders in the answers before it.
  it.each(examples)('run: $group, $title', async (example) => {
    const accessToken = await signInFor(example);
    const random = () => crypto.randomUUID().replaceAll('-', '').slice(0, 20);
    const { variables, missing } = fillVariables(example.variables, { answers, random });
    expect(missing).toEqual([]);

    const { data, errors } = await query(graph.url, {
      query: example.query,
      variables: variables as Readonly<Record<string, unknown>>,
      headers: {
        ...(cartToken === undefined ? {} : { 'x-cart-token': cartToken }),
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
    });
    answers.unshift(data);
    cartToken = data?.cartCreate?.cartToken ?? cartToken;

    expect(errors).toBeUndefined();
    expect(Object.values(data)).not.toContain(null);
    // A mutation says in its payload what went wrong.
    expect(Object.values(data).flatMap(payloadErrors)).toEqual([]);
  });
});

function payloadErrors(payload: unknown): unknown[] {
  return typeof payload === 'object' && payload !== null && 'errors' in payload
    ? [payload.errors].flat()
    : [];
}
