import { isDeepStrictEqual } from 'node:util';

import type { BenchQuery } from './queries/queries.ts';

/** What a contestant answers. Throws when that has errors. */
export async function askAnswer(url: string, { name, body }: BenchQuery): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  const answer = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  if (response.status !== 200 || answer.errors !== undefined || !answer.data) {
    throw new Error(`${url} answered ${name} with ${response.status}: ${text.slice(0, 1000)}`);
  }
  return text;
}

/** Whether both are the same JSON, whatever the order of keys. */
export function areEqualAnswers(one: string, other: string): boolean {
  return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
}
