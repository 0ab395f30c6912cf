import { randomUUID } from 'node:crypto';

import { type Answer, query } from './query.ts';

const PASSWORD = 'demo-password-1';

/** Signs a demo login in and answers the header that proves it. */
export async function signIn(
  url: string,
  email = 'shopper@example.com',
): Promise<Record<string, string>> {
  const { data } = await query(url, {
    query: `mutation ($input: LoginInput!) { login(input: $input) { accessToken errors { ... on UserError { message } } } }`,
    variables: { input: { email, password: PASSWORD } },
  });
  return { authorization: `Bearer ${data.login.accessToken}` };
}

/** The id of a variant that the demo data plants. */
export async function findVariantId(url: string, sku: string): Promise<string> {
  const { data } = await query(url, {
    query: 'query ($sku: String!) { variantBySku(sku: $sku) { id } }',
    variables: { sku },
  });
  return data.variantBySku.id;
}

export interface GuestCart {
  readonly id: string;
  readonly version: number;
  readonly lineIds: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string;
}

/** An anonymous cart with so many of one variant in it. */
export async function createGuestCart(
  url: string,
  variantId: string,
  quantity: number,
): Promise<GuestCart> {
  const { data } = await query(url, {
    query: `mutation ($input: CartCreateInput!) {
      cartCreate(input: $input) { cartToken cart { id version lines { id } } errors { ... on UserError { message } } }
    }`,
    variables: {
      input: { currencyCode: 'EUR', countryCode: 'DE', lines: [{ variantId, quantity }] },
    },
  });
  const { cart, cartToken } = data.cartCreate;
  return {
    id: cart.id,
    version: cart.version,
    lineIds: cart.lines.map(({ id }: { id: string }) => id),
    token: cartToken,
    headers: { 'x-cart-token': cartToken },
  };
}

/** A key no other call uses. */
export function createKey(): string {
  return `e2e-${randomUUID()}`;
}

/** Asks again until the answer is as wanted; fails with the last answer when that takes too long. */
export async function askUntil(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  withinMs = 15_000,
): Promise<Answer> {
  const until = Date.now() + withinMs;
  let answer = await ask();
  while (!isWanted(answer)) {
    if (Date.now() > until) {
      throw new Error(`No such answer in ${withinMs} ms. The last one: ${JSON.stringify(answer)}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    answer = await ask();
  }
  return answer;
}
