import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';

import { readKey } from './import-lines.ts';
import type { Answer } from './query.ts';
import type { RunningGraph } from './start-graph.ts';

/** Asks one instance of search, as the router does. */
export type AskInstance = (text: string, variables: object, locale?: string) => Promise<Answer>;

export function createAsker({ dataDir }: RunningGraph, url: string): AskInstance {
  const key = keyFor(readKey(dataDir, 'router'), 'search');
  const signedFetch = createSignedFetch({ caller: 'router', key, now: Date.now });
  return async (query, variables, locale = 'en') => {
    const response = await signedFetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'x-locale': locale },
      body: { query, variables },
    });
    const { status, headers } = response;
    return { ...((await response.json()) as Pick<Answer, 'data' | 'errors'>), status, headers };
  };
}

const ANSWERS = `query ($input: SearchInput!) { search(input: $input, first: 40) {
  totalCount correctedQuery
  nodes { id score item { slug name thumbnail { url } } variant { id } indexedPrice { min { amount } max { amount } } inStock highlights { html } }
  facets { name kind min max values { value label count } }
} searchSuggest(prefix: "wi") { queries { query count } categories { id } items { id } } }`;
const INPUTS = [
  {},
  { query: 'lamp' },
  { query: 'wirless headfones' },
  { query: 'organic cotton', sort: 'PRICE_ASC' },
  { query: 'DEMO-LAST-ONE' },
  { sort: 'PRICE_DESC' },
  { sort: 'NAME_ASC' },
  { sort: 'NEWEST' },
  { query: 'black', price: { currency: 'EUR', min: 1000, max: 9000 } },
  { filters: [{ facet: 'color', values: ['navy', 'white'] }], inStockOnly: true },
];

/** What a number of different searches answer, in every locale of the demo data. */
export async function readAnswers(ask: AskInstance): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const locale of ['en', 'de', 'fr']) {
    for (const input of INPUTS) {
      const { data, errors } = await ask(ANSWERS, { input }, locale);
      answers.push({ locale, input, errors, data });
    }
  }
  return answers;
}
