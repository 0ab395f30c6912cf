import { toMoney } from '@supergraph/kit/money';

import type {
  PaymentEventResolvers,
  PaymentIntentResolvers,
  SavedPaymentMethodResolvers,
} from '#src/generated/resolvers.ts';

export const PaymentIntent: PaymentIntentResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.intent.load(id),
  amount: ({ amount, currency }) => toMoney(amount, currency),
  captured: ({ captured, currency }) => toMoney(captured, currency),
  refunded: ({ refunded, currency }) => toMoney(refunded, currency),
  method: ({ method }) => method ?? 'card',
  nextAction: ({ status, actionUrl }) =>
    status === 'REQUIRES_ACTION' ? { kind: 'REDIRECT', redirectUrl: actionUrl } : null,
  providerReference: ({ providerRef }) => providerRef,
  events: async ({ id, currency }, _, { loaders }) =>
    (await loaders.eventsOfIntent.load(id)).map((event) => ({ ...event, currency })),
};

export const PaymentEvent: PaymentEventResolvers = {
  amount: ({ amount, currency }) => toMoney(amount, currency),
  providerReference: ({ providerRef }) => providerRef,
};

export const SavedPaymentMethod: SavedPaymentMethodResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.savedMethod.load(id),
};
