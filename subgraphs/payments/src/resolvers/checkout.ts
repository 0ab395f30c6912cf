import type { CheckoutResolvers } from '#src/generated/resolvers.ts';

const CARD_NAMES: Readonly<Record<string, string>> = {
  en: 'Credit or debit card',
  de: 'Kredit- oder Debitkarte',
  fr: 'Carte bancaire',
};

/** The entity is cart's: it says which payment to those alone who may see the checkout. */
export const Checkout: CheckoutResolvers = {
  paymentMethods: (_, __, { deps: { provider, settings }, request }) => [
    {
      code: 'card',
      name: nameIn(request.locale),
      clientConfig: provider === undefined ? null : describeWidget(provider.name, settings),
      eligible: provider !== undefined,
      reason: provider === undefined ? 'No payment provider is configured.' : null,
    },
  ],
  paymentIntent: async ({ paymentIntentId }, _, { loaders }) =>
    paymentIntentId == null ? null : loaders.intentOfCheckout.load(paymentIntentId),
};

function nameIn(locale: string): string {
  const [language = 'en'] = locale.split('-');
  return CARD_NAMES[language] ?? CARD_NAMES['en'] ?? '';
}

function describeWidget(
  provider: string,
  { PAYMENT_PROVIDER_URL: url }: { readonly PAYMENT_PROVIDER_URL?: string | undefined },
): string {
  return JSON.stringify({ provider, url });
}
