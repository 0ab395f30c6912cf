import { priceChangedError } from '#src/checkout/errors.ts';
import { failAndReturn } from '#src/checkout/failure.ts';
import { quoteShape, unpricedErrors } from '#src/checkout/quote.ts';

import type { SagaFacts, StepOutcome } from './step.ts';

/** Whether the shopper agreed to what it costs now. The new quote is kept, so that the next try can be about it. */
export function readQuote(answer: unknown, { saga, checkout }: SagaFacts): StepOutcome {
  const quote = quoteShape.parse(answer);
  const errors = unpricedErrors(quote, checkout.lines, ['checkoutId']);
  if (errors.length > 0) {
    return { kind: 'refused', failure: failAndReturn(errors) };
  }
  if (quote.quoteHash === saga.order.expectedQuoteHash) {
    return { kind: 'done', changes: { quote } };
  }
  const error = priceChangedError({
    currency: quote.currency,
    previousTotal: checkout.quote.total,
    currentTotal: quote.total,
    quoteHash: quote.quoteHash,
  });
  return {
    kind: 'refused',
    failure: { ...failAndReturn([error]), keepsHold: true },
    changes: { quote },
  };
}
