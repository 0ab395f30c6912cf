import { readAuthorization, readCapture } from './read-payment.ts';
import { readPlacing } from './read-placing.ts';
import { readQuote } from './read-quote.ts';
import { readDone, readHold, readRedemption } from './read-holds.ts';
import type { Call, SagaFacts, SagaStep } from './step.ts';
import {
  describeAuthorization,
  describeHold,
  describeOrder,
  describeQuote,
} from './step-inputs.ts';

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
    input: ({ checkout }) => describeHold(checkout, LONGEST_HOLD_SECONDS),
    read: readHold,
    undo: { command: 'release', input: byCheckout },
    keep: {
      command: 'extend',
      input: ({ saga, checkout }) => ({
        checkoutId: checkout.id,
        holdSeconds: Math.max(1, Math.ceil((checkout.expiresAt - saga.createdAt) / 1000)),
      }),
    },
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
