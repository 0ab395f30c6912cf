// ISO 4217, list one, the codes that have a minor unit (precious metals and test codes have none and are not money here).
const CODES_BY_EXPONENT = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
    CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
    KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
    NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
} as const;

const EXPONENT_BY_CODE: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, codes]) =>
    codes.split(/\s+/u).map((code) => [code, Number(exponent)] as const),
  ),
);

export interface Money {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** `amount` with the decimals of its currency. */
  readonly decimal: string;
}

export function isCurrency(code: string): boolean {
  return EXPONENT_BY_CODE.has(code);
}

/** How many decimals a currency has. Throws for a code that is not an active ISO 4217 currency. */
export function exponentOf(currency: string): number {
  const exponent = EXPONENT_BY_CODE.get(currency);
  if (exponent === undefined) {
    throw new Error(`There is no currency "${currency}".`);
  }
  return exponent;
}

export function toMoney(amount: number, currency: string): Money {
  assertMinorUnits(amount);
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = amount < 0 ? '-' : '';
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return { amount, currency, decimal: sign + decimal };
}

/** So many ten-thousandths of the amount, ties rounded to the even neighbour. Exact for every safe integer. */
export function permyriadOf(amount: number, permyriad: number): number {
  assertMinorUnits(amount);
  assertMinorUnits(permyriad);
  const product = BigInt(amount) * BigInt(permyriad);
  const magnitude = product < 0n ? -product : product;
  const floor = magnitude / 10_000n;
  const twiceRest = (magnitude % 10_000n) * 2n;
  const isUp = twiceRest > 10_000n || (twiceRest === 10_000n && floor % 2n === 1n);
  const rounded = Number(isUp ? floor + 1n : floor);
  return product < 0n ? -rounded : rounded;
}

/**
 * Splits the total by weights (largest remainder, ties to the earlier share), so that the shares sum to it exactly.
 * Weights of zero only count as equal ones. Throws when there is something to split and nobody to take it.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  assertMinorUnits(total);
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new Error('Weights must be integers of zero or more.');
  }
  if (weights.length === 0) {
    if (total !== 0) {
      throw new Error(`Nothing to allocate ${total} to.`);
    }
    return [];
  }
  const sign = total < 0 ? -1 : 1;
  const parts = toParts(weights);
  const sum = parts.reduce((left, right) => left + right, 0n);
  const products = parts.map((part) => BigInt(Math.abs(total)) * part);
  const shares = products.map((product) => Number(product / sum));
  const left = Math.abs(total) - shares.reduce((one, other) => one + other, 0);
  const winners = products
    .map((product, index) => ({ rest: product % sum, index }))
    .toSorted(
      (one, other) =>
        Number(other.rest > one.rest) - Number(other.rest < one.rest) || one.index - other.index,
    )
    .slice(0, left);
  const extra = new Set(winners.map(({ index }) => index));
  // `|| 0` because a share of nothing must not become negative zero.
  return shares.map((share, index) => sign * (share + (extra.has(index) ? 1 : 0)) || 0);
}

function toParts(weights: readonly number[]): bigint[] {
  return weights.every((weight) => weight === 0) ? weights.map(() => 1n) : weights.map(BigInt);
}

function assertMinorUnits(amount: number): void {
  if (!Number.isSafeInteger(amount)) {
    throw new Error(`${amount} is not an integer of minor units.`);
  }
}
