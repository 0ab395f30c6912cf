import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

interface ScalarRule<Value> {
  readonly name: string;
  /** What a right value looks like, for the error. */
  readonly expects: string;
  readonly read: (value: unknown) => Value | undefined;
  readonly write?: (value: unknown) => unknown;
}

const CURRENCY_FORM = /^[A-Z]{3}$/u;
const COUNTRY_FORM = /^[A-Z]{2}$/u;
const LOCALE_FORM = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/u;
const KEY_FORM = /^[\w-]{8,64}$/u;
const DECIMAL_FORM = /^-?\d{1,20}(\.\d{1,8})?$/u;
const INSTANT_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/u;
const MAX_URL_LENGTH = 2048;

/** Values of the prelude's scalars, checked on the way in. A DateTime is epoch milliseconds in code, ISO UTC on the wire. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = Object.fromEntries(
  [
    createScalar({
      name: 'DateTime',
      expects: 'an ISO 8601 date and time with a zone, such as "2026-01-31T08:00:00.000Z"',
      read: (value) =>
        typeof value === 'string' && INSTANT_FORM.test(value) ? readInstant(value) : undefined,
      write: (value) => new Date(value as number).toISOString(),
    }),
    createScalar({
      name: 'MinorUnits',
      expects: 'an integer in minor units between -(2^53-1) and 2^53-1',
      read: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
    }),
    createScalar({
      name: 'Decimal',
      expects: 'a decimal such as "12.99"',
      read: matching(DECIMAL_FORM),
    }),
    createScalar({
      name: 'CurrencyCode',
      expects: 'an ISO 4217 code such as "USD"',
      read: matching(CURRENCY_FORM),
    }),
    createScalar({
      name: 'CountryCode',
      expects: 'an ISO 3166-1 code such as "DE"',
      read: matching(COUNTRY_FORM),
    }),
    createScalar({
      name: 'Locale',
      expects: 'a BCP 47 tag such as "de" or "de-CH"',
      read: matching(LOCALE_FORM),
    }),
    createScalar({
      name: 'URL',
      expects: 'an absolute http or https URL, or a path that starts with "/"',
      read: readUrl,
    }),
    createScalar({
      name: 'IdempotencyKey',
      expects: '8 to 64 characters of A-Z, a-z, 0-9, _ and -',
      read: matching(KEY_FORM),
    }),
  ].map((scalar) => [scalar.name, scalar]),
);

function createScalar<Value>({ name, expects, read, write }: ScalarRule<Value>): GraphQLScalarType {
  const parse = (value: unknown): Value => {
    const result = read(value);
    if (result === undefined) {
      throw new GraphQLError(
        `${name} must be ${expects}, not ${JSON.stringify(value)?.slice(0, 80)}.`,
      );
    }
    return result;
  };
  return new GraphQLScalarType({
    name,
    parseValue: parse,
    parseLiteral: (node) => {
      if (node.kind === Kind.INT) {
        return parse(Number(node.value));
      }
      return parse(node.kind === Kind.STRING ? node.value : undefined);
    },
    serialize: write ?? ((value) => value),
  });
}

function matching(form: RegExp): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' && form.test(value) ? value : undefined);
}

function readInstant(value: string): number | undefined {
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

function readUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) {
    return undefined;
  }
  if (value.startsWith('/') && !value.startsWith('//')) {
    return value;
  }
  return URL.canParse(value) && /^https?:$/u.test(new URL(value).protocol) ? value : undefined;
}
