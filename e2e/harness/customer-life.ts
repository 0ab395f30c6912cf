import type { Answer } from './query.ts';
import { query } from './query.ts';
import { askUntil, createKey, findVariantId, signIn } from './shop.ts';

/** What says who the customer is. None of it is in the demo data. */
export const PERSON = {
  email: 'brunhilde.quellwasser@example.net',
  password: 'drachenblut-am-donnerstag',
  firstName: 'Brunhilde',
  lastName: 'Quellwasser',
  authorName: 'Brunni vom Nibelungenweg',
  phone: '+49 171 5550177',
} as const;
const ADDRESS = {
  name: `${PERSON.firstName} ${PERSON.lastName}`,
  line1: 'Nibelungenweg 77',
  city: 'Xantenwalde',
  postalCode: '10115',
  countryCode: 'DE',
  phone: PERSON.phone,
};
/** Any of these in a file is a trace of the person. */
export const TRACES = [
  'quellwasser',
  'brunhilde',
  'brunni',
  'nibelungenweg',
  'xantenwalde',
  '5550177',
] as const;

const ERRORS = 'errors { ... on UserError { code message path } }';

type Data = Answer['data'];

interface Change {
  readonly input: object;
  readonly fields: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Else the mutation's name and `Input`. */
  readonly type?: string;
  /** Errors that the payload has to have. */
  readonly codes?: readonly string[];
}

/** One customer of a running graph, and the staff who serve them. */
export class CustomerLife {
  readonly #url: string;
  #customer: Readonly<Record<string, string>> = {};

  constructor(url: string) {
    this.#url = url;
  }

  /** The customer's token, as headers. */
  get headers(): Readonly<Record<string, string>> {
    return this.#customer;
  }

  /** One query of the customer; throws when it has errors. */
  async ask(text: string, variables: object = {}, headers = this.#customer): Promise<Data> {
    const { data, errors } = await query(this.#url, {
      query: text,
      variables: { ...variables },
      headers,
    });
    if (errors !== undefined) {
      throw new Error(`${text}: ${JSON.stringify(errors)}`);
    }
    return data;
  }

  /** One mutation; its payload. Throws when it has other errors than `codes`. */
  async change(name: string, { codes = [], fields, ...change }: Change): Promise<Data> {
    const type = change.type ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${fields} ${ERRORS} } }`;
    const { done } = await this.ask(text, { input: change.input }, change.headers);
    const met: { code: string }[] = done.errors;
    if (met.map(({ code }) => code).join() !== codes.join()) {
      throw new Error(`${name}: ${JSON.stringify(met)}`);
    }
    return done;
  }

  /** Makes the account, with an address; the customer's id. */
  async register(): Promise<string> {
    const { email, password, firstName, lastName } = PERSON;
    const { accessToken, customer } = await this.change('register', {
      input: { email, password, firstName, lastName, idempotencyKey: createKey() },
      fields: 'accessToken customer { id }',
    });
    this.#customer = {
      authorization: `Bearer ${accessToken}`,
      'x-currency': 'EUR',
      'x-country': 'DE',
    };
    await this.change('addressSave', {
      input: { address: ADDRESS, isDefaultShipping: true },
      fields: 'customer { id }',
    });
    return customer.id;
  }

  /** Buys one unit and keeps the card; the order's id once the money is taken. */
  async buy(sku: string): Promise<string> {
    const variantId = await findVariantId(this.#url, sku);
    const { cart } = await this.change('cartCreate', {
      input: { currencyCode: 'EUR', countryCode: 'DE', lines: [{ variantId, quantity: 1 }] },
      fields: 'cart { id }',
    });
    const { checkout } = await this.change('checkoutBegin', {
      input: { cartId: cart.id, idempotencyKey: createKey() },
      fields: 'checkout { id }',
    });
    const checkoutId: string = checkout.id;
    const addressed = await this.change('checkoutAddressSet', {
      input: { checkoutId, email: PERSON.email, shippingAddress: ADDRESS },
      fields: 'checkout { cart { shippingOptions { id } } }',
    });
    const [option] = addressed.checkout.cart.shippingOptions;
    const chosen = await this.change('checkoutShippingSelect', {
      input: { checkoutId, optionId: option.id },
      fields: 'checkout { quoteHash }',
    });
    await this.change('checkoutComplete', {
      input: {
        checkoutId,
        expectedQuoteHash: chosen.checkout.quoteHash,
        paymentToken: 'tok_visa',
        savePaymentMethod: true,
        idempotencyKey: createKey(),
      },
      fields: 'checkout { state }',
    });
    const done = await this.#await(
      'query ($id: ID!) { checkout(id: $id) { state order { id } paymentIntent { status } } }',
      { id: checkoutId },
      (data) => data.checkout.paymentIntent?.status === 'CAPTURED' && data.checkout.order !== null,
    );
    return done.checkout.order.id;
  }

  /** Staff send the order's parcel, and it arrives; the order as the customer sees it. */
  async receive(orderId: string): Promise<Data> {
    const text = `query ($id: ID!) { order(id: $id) {
      status lines { id quantity } fulfillments { id tracking { status } } } }`;
    const { order } = await this.#await(
      text,
      { id: orderId },
      (data) => data.order.fulfillments[0]?.tracking != null,
    );
    const headers = await signIn(this.#url, 'admin@example.com');
    for (const status of ['SHIPPED', 'DELIVERED']) {
      const input = {
        fulfillmentId: order.fulfillments[0].id,
        status,
        idempotencyKey: createKey(),
      };
      await this.change('fulfillmentUpdate', { input, headers, fields: 'order { status }' });
    }
    return (await this.ask(text, { id: orderId })).order;
  }

  /** Asks the shop about something, and an agent answers; the ticket's id. */
  async askTheShop(aboutId: string): Promise<string> {
    const { ticket } = await this.change('ticketOpen', {
      input: {
        subject: `A dent in the parcel of ${PERSON.lastName}`,
        body: `Please call me at ${PERSON.phone}. ${PERSON.firstName}`,
        category: 'RETURN',
        aboutId,
        idempotencyKey: createKey(),
      },
      fields: 'ticket { id }',
    });
    const agent = await signIn(this.#url, 'agent@example.com');
    for (const [name, body] of [
      ['ticketNoteAdd', `Called ${PERSON.lastName} at ${PERSON.phone}.`],
      ['ticketReply', `Dear ${PERSON.firstName}, please send it back.`],
    ] as const) {
      await this.change(name, {
        input: { ticketId: ticket.id, body, idempotencyKey: createKey() },
        type: 'TicketReplyInput',
        headers: agent,
        fields: 'ticket { id }',
      });
    }
    return ticket.id;
  }

  /** Sends all of an order back and gets the money; the amount. */
  async sendBack(orderId: string, lines: readonly { id: string; quantity: number }[]) {
    const requested = await this.change('returnRequest', {
      input: {
        orderId,
        lines: lines.map(({ id, quantity }) => ({
          orderLineId: id,
          quantity,
          reasonCode: 'DEFECTIVE',
        })),
        note: `Ring at ${PERSON.lastName}, ${ADDRESS.line1}`,
        idempotencyKey: createKey(),
      },
      fields: 'return { id }',
    });
    const decided = await this.change('returnDecide', {
      input: {
        returnId: requested.return.id,
        decision: 'APPROVE',
        idempotencyKey: createKey(),
      },
      headers: await signIn(this.#url, 'admin@example.com'),
      fields: 'return { refund { amount } }',
    });
    await this.#await(
      'query ($id: ID!) { order(id: $id) { refundedTotal { amount } } }',
      { id: orderId },
      ({ order }) => order.refundedTotal.amount === decided.return.refund.amount,
    );
    return decided.return.refund.amount as number;
  }

  /** Waits until a query of the customer answers so. */
  async #await(
    text: string,
    variables: Readonly<Record<string, unknown>>,
    isReady: (data: Data) => boolean,
  ): Promise<Data> {
    const ask = () => query(this.#url, { query: text, variables, headers: this.#customer });
    return (await askUntil(ask, ({ data }) => data !== null && isReady(data))).data;
  }
}
