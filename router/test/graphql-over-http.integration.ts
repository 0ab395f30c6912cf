import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

const STATUS_TELLS =
  'A client that looks at the status alone must not take a refused operation for an answer, whatever it accepts.';
/** Why an audit that only advises is not followed. */
const DECLINED: Readonly<Record<string, string>> = {
  '572B': STATUS_TELLS,
  FDE2: STATUS_TELLS,
  '7B9B': STATUS_TELLS,
};

let shop: Shop;
let router: TestRouter;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all);
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

/** The audits know nothing of CSRF guards, so each of their requests passes this one. */
const audits: Audit[] = serverAudits({
  url: () => `${router.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('graphql-require-preflight', '1');
    return fetch(url, { ...init, headers });
  },
});

describe('GraphQL over HTTP', () => {
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (id, name, audit) => {
      const result = await audit.fn();

      expect(result.status, `${id} ${name}`).toBe(id in DECLINED ? 'warn' : 'ok');
    },
  );
});
