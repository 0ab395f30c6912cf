import type { CheckoutRow, SagaRow } from '#src/checkout-tables.ts';
import type { Failure } from '#src/checkout/failure.ts';

import { readAuthorization, readCapture } from './read-payment.ts';
import { readPlacing } from './read-placing.ts';
import { readQuote } from './read-quote.ts';
import { readDone, readHold, readRedemption } from './read-holds.ts';
import { describeAuthorization, describeOrder, describeQuote, unitsOf } from './step-inputs.ts';

/** What a step is decided by. */
export interface SagaFacts {
  readonly saga: SagaRow;
  readonly checkout: CheckoutRow;
}

/** What the answer of a participant means for the saga. */
export type StepOutcome =
  | { readonly kind: 'done'; readonly changes?: Partial<CheckoutRow> }
  /** The shopper has to do something; an event says when it is done. */
  | { readonly kind: 'waiting'; readonly changes: Partial<CheckoutRow> }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      readonly changes?: Partial<CheckoutRow>;
    };

/** A command of a participant. Input undefined: there is nothing to do. */
interface Call {
  readonly command: string;
  readonly input: (facts: SagaFacts) => object | undefined;
}

/** One arrow of the saga, in its order. */
export interface SagaStep extends Call {
  readonly name: string;
  readonly service: string;
  readonly read: (answer: unknown, facts: SagaFacts) => StepOutcome;
  /** What takes it back. Null: nothing to take back, or too late. */
  readonly undo: Call | null;
  /** Before it everything is taken back on a failure, after it everything is carried on until it is done. */
  readonly isPivot?: true;
}

/** A hold may have to last as long as a participant is away after the pivot; what fails before it gives it back. */
const LONGEST_HOLD_SECONDS = 86_400;

const byCheckout = ({ checkout: { id } }: SagaFacts) => ({ checkoutId: id });
const byReference = ({ checkout: { id } }: SagaFacts) => ({ reference: id });
const withOrder = ({ checkout: { id, orderId } }: SagaFacts) => ({ checkoutId: id, orderId });
/** An order that costs nothing, or was paid by vouchers alone, asks for no payment. */
const whenPaid =
  (input: Call['input']): Call['input'] =>
  (facts) =>
    facts.checkout.quote.total === 0 ? undefined : input(facts);

/**
 * The checkout saga. On a failure before the pivot the steps that may have had an effect are taken back in reverse order.
 * The last arrow, closing the cart, is this service's own: saga/close.ts.
 */
export const SAGA_STEPS: readonly SagaStep[] = [
  {
    name: 'VALIDATE',
    service: 'pricing',
    command: 'quote',
    input: ({ checkout }) => describeQuote(checkout),
    read: readQuote,
    undo: null,
  },
  {
    name: 'RESERVE',
    service: 'inventory',
    command: 'reserve',
    input: ({ checkout }) => ({
      checkoutId: checkout.id,
      customerId: checkout.customerId,
      countryCode: checkout.shippingAddress?.countryCode ?? checkout.country,
      lines: unitsOf(checkout.lines),
      holdSeconds: LONGEST_HOLD_SECONDS,
    }),
    read: readHold,
    undo: { command: 'release', input: byCheckout },
  },
  {
    name: 'HOLD_VOUCHERS',
    service: 'pricing',
    command: 'redeem',
    input: ({ checkout: { id, quote } }) => ({ reference: id, quoteHash: quote.quoteHash }),
    read: readRedemption,
    undo: { command: 'release', input: byReference },
  },
  {
    name: 'AUTHORIZE',
    service: 'payments',
    command: 'authorize',
    input: whenPaid(describeAuthorization),
    read: readAuthorization,
    undo: { command: 'void', input: whenPaid(byCheckout) },
  },
  {
    name: 'PLACE_ORDER',
    service: 'orders',
    command: 'place',
    input: ({ checkout }) => describeOrder(checkout),
    read: readPlacing,
    undo: null,
    isPivot: true,
  },
  {
    name: 'COMMIT_STOCK',
    service: 'inventory',
    command: 'commit',
    input: withOrder,
    read: readDone,
    undo: null,
  },
  {
    name: 'CONFIRM_VOUCHERS',
    service: 'pricing',
    command: 'confirm',
    input: byReference,
    read: readDone,
    undo: null,
  },
  {
    name: 'CAPTURE',
    service: 'payments',
    command: 'capture',
    input: whenPaid(withOrder),
    read: readCapture,
    undo: null,
  },
];

/** The last step, which is done here. */
export const CLOSE = 'CLOSE';
