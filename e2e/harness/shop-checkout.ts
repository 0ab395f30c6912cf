import { type Answer, query } from './query.ts';
import { type GuestCart, createGuestCart, createKey } from './shop.ts';

export const ADDRESS = {
  name: 'Ada Example',
  line1: 'Hauptstr. 1',
  city: 'Berlin',
  countryCode: 'DE',
  postalCode: '10115',
};

/** A checkout that only has to be completed. */
export interface ReadyCheckout {
  readonly checkoutId: string;
  readonly quoteHash: string;
  readonly total: number;
  readonly headers: Readonly<Record<string, string>>;
}

const FIELDS = `checkout { id state quoteHash quotedTotal { amount } order { id number } failure { message } }
  errors { __typename ... on UserError { code message } }`;

/** One mutation of a checkout; its payload. Throws when the operation itself fails. */
export async function changeCheckout(
  url: string,
  name: string,
  { input, headers }: { readonly input: object; readonly headers: ReadyCheckout['headers'] },
): Promise<Answer['data']> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const { data, errors } = await query(url, {
    query: `mutation ($input: ${type}) { done: ${name}(input: $input) { ${FIELDS} } }`,
    variables: { input },
    headers,
  });
  if (errors !== undefined && data?.done == null) {
    throw new Error(`${name}: ${JSON.stringify(errors)}`);
  }
  return data.done;
}

/** The payload of checkoutBegin. */
export function beginCheckout(
  url: string,
  { id: cartId, headers }: Pick<GuestCart, 'id' | 'headers'>,
): Promise<Answer['data']> {
  const input = { cartId, idempotencyKey: createKey() };
  return changeCheckout(url, 'checkoutBegin', { input, headers });
}

/** Says where a checkout goes, and takes the first way of delivery. */
export async function chooseDelivery(
  url: string,
  { checkoutId, headers }: Pick<ReadyCheckout, 'checkoutId' | 'headers'>,
): Promise<ReadyCheckout> {
  const address = { checkoutId, email: 'ada@example.com', shippingAddress: ADDRESS };
  failOn(await changeCheckout(url, 'checkoutAddressSet', { input: address, headers }));
  const optionId = await findShippingOption(url, headers);
  const { quoteHash, quotedTotal } = failOn(
    await changeCheckout(url, 'checkoutShippingSelect', {
      input: { checkoutId, optionId },
      headers,
    }),
  );
  return { checkoutId, quoteHash, total: quotedTotal.amount, headers };
}

/** A guest's cart with one unit, an address and the first way of delivery. */
export async function prepareCheckout(url: string, variantId: string): Promise<ReadyCheckout> {
  const { id, headers } = await createGuestCart(url, variantId, 1);
  const { id: checkoutId } = failOn(await beginCheckout(url, { id, headers }));
  return chooseDelivery(url, { checkoutId, headers });
}

function failOn({ checkout, errors }: Answer['data']): Answer['data'] {
  if (errors.length > 0) {
    throw new Error(JSON.stringify(errors));
  }
  return checkout;
}

async function findShippingOption(url: string, headers: ReadyCheckout['headers']): Promise<string> {
  const { data, errors } = await query(url, {
    query: '{ cart { shippingOptions { id price { amount } } } }',
    headers,
  });
  const option = data?.cart?.shippingOptions?.[0];
  if (option === undefined) {
    throw new Error(`No way of delivery: ${JSON.stringify({ data, errors })}`);
  }
  return option.id;
}

/** The payload of checkoutComplete. */
export function completeCheckout(
  url: string,
  { checkoutId, quoteHash, headers }: ReadyCheckout,
  paymentToken = 'tok_visa',
): Promise<Answer['data']> {
  const input = {
    checkoutId,
    expectedQuoteHash: quoteHash,
    paymentToken,
    idempotencyKey: createKey(),
  };
  return changeCheckout(url, 'checkoutComplete', { input, headers });
}
