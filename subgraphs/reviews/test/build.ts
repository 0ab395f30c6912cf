import { buildClaims, createTestService } from '@supergraph/kit/testing';
import { expect } from 'vitest';

import { subgraph } from '#src/subgraph.ts';

export const MODERATOR = {
  claims: buildClaims({ sub: 'cus_staff', scopes: ['reviews:moderate'] }),
};
export const LINK = 'See https://example.com';

let time = Date.UTC(2026, 0, 1);
let lastKey = 0;

export const newKey = (): string => `test-key-${++lastKey}`;

export function asCustomer(sub: string) {
  return { claims: buildClaims({ sub }) };
}

export function asVisitor(visitorId: string, clientAddress = '203.0.113.1') {
  return { visitorId, clientAddress };
}

function upserted(productId: string) {
  return {
    type: 'catalog.product.upserted',
    key: productId,
    data: { productId, status: 'ACTIVE' },
  };
}

/** The event by which orders tells who ordered what. */
export function placed(customerId: string, productId = 'prod_1') {
  return {
    type: 'orders.order.placed',
    key: `ord_${customerId}`,
    data: { orderId: `ord_${customerId}`, customerId, lines: [{ productId }] },
  };
}

export const erased = (customerId: string) => ({
  type: 'customers.customer.erased',
  key: customerId,
  data: { customerId },
});

const ERRORS = 'errors { __typename ... on UserError { code message path } }';
const REVIEW = `review { id rating title body authorName status verifiedPurchase helpfulCount } ${ERRORS}`;
const QUESTION = `question { id body status author { id } answers { id body byStaff verifiedPurchase status } } ${ERRORS}`;
const MUTATIONS = {
  reviewSubmit: REVIEW,
  reviewVote: REVIEW,
  reviewModerate: REVIEW,
  questionAsk: QUESTION,
  questionAnswer: QUESTION,
  questionModerate: QUESTION,
} as const;

type Request = Parameters<Awaited<ReturnType<typeof openService>>['execute']>[2];

const openService = (settings: Readonly<Record<string, string>>) =>
  createTestService(subgraph, { settings, now: () => ++time });

export type ReviewsService = Awaited<ReturnType<typeof openReviews>>;

/** The service with two items that can be reviewed. */
export async function openReviews(settings: Readonly<Record<string, string>> = {}) {
  const service = await openService(settings);
  await service.receive('catalog', [upserted('prod_1'), upserted('prod_2')]);
  const change = async (name: keyof typeof MUTATIONS, input: object, request: Request) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const text = `mutation ($input: ${type}) { done: ${name}(input: $input) { ${MUTATIONS[name]} } }`;
    const { data, errors } = await service.execute(text, { input }, request);
    expect(errors).toBeUndefined();
    return data.done;
  };
  return Object.assign(service, {
    change,
    /** Fields of items, as the router asks for them. */
    async readItems(ids: readonly string[], fields: string, request: Request = {}) {
      const text = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on CatalogItem { ${fields} } } }`;
      const all = ids.map((id) => ({ __typename: 'CatalogItem', id }));
      const { data, errors } = await service.execute(text, { all }, request);
      expect(errors).toBeUndefined();
      return data._entities;
    },
    submit(customer: string, more: object = {}) {
      const input = { idempotencyKey: newKey(), itemId: 'prod_1', rating: 4, body: 'Boils fast.' };
      return change('reviewSubmit', { ...input, ...more }, asCustomer(customer));
    },
    ask(customer: string, more: object = {}) {
      const input = { idempotencyKey: newKey(), itemId: 'prod_1', body: 'Is it loud?' };
      return change('questionAsk', { ...input, ...more }, asCustomer(customer));
    },
    answer(questionId: string, request: Request, body = 'Not at all.') {
      return change('questionAnswer', { idempotencyKey: newKey(), questionId, body }, request);
    },
  });
}
