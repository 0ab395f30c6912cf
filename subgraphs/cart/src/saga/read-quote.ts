import { priceChangedError } from '#src/checkout/errors.ts';
import { failAndReturn } from '#src/checkout/failure.ts';
import { quoteShape } from '#src/checkout/quote.ts';
import { variantUnavailableError } from '#src/rules/errors.ts';

import type { SagaFacts, StepOutcome } from './step.ts';

/** Whether the shopper agreed to what it costs now. The new quote is kept, so that the next try can be about it. */
export function readQuote(answer: unknown, { saga, checkout }: SagaFacts): StepOutcome {
  const quote = quoteShape.parse(answer);
  const gone = checkout.lines.filter(({ id }) => quote.unpricedLineIds.includes(id));
  if (gone.length > 0) {
    const errors = gone.map(({ variantId }) => variantUnavailableError(variantId, ['checkoutId']));
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
