/** A request header that the person at the studio picks from a list. */
export interface ContextHeader {
  readonly header: string;
  readonly label: string;
  /** The first one is the default. */
  readonly options: readonly string[];
}

/** A field whose latest value in any answer goes along with every later request. */
export interface CarriedField {
  readonly field: string;
  readonly header: string;
  readonly label: string;
}

export const CONTEXT_HEADERS: readonly ContextHeader[] = [
  { header: 'x-locale', label: 'Locale', options: ['en', 'de', 'fr', 'de-CH', 'fr-CA'] },
  { header: 'x-currency', label: 'Currency', options: ['USD', 'EUR', 'GBP', 'JPY', 'KWD'] },
  { header: 'x-country', label: 'Country', options: ['US', 'DE', 'FR', 'GB', 'JP', 'KW'] },
];

/** Public schemas of the graph, each at a path of its own. The first one is the default, and signs in. */
export const ENDPOINTS = [
  '/graphql',
  '/graphql/web',
  '/graphql/mobile',
  '/graphql/partner',
  '/graphql/agent',
] as const;

export const CARRIED_FIELDS: readonly CarriedField[] = [
  { field: 'cartToken', header: 'x-cart-token', label: 'Cart' },
];
