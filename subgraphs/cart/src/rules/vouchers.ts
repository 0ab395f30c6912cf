import { validationError } from '@supergraph/kit/user-errors';

import type { CartError } from './errors.ts';
import { MAX_VOUCHERS, MAX_VOUCHER_CODE } from './limits.ts';
import type { Reading } from './line-input.ts';
import { readFilledLine } from './text.ts';

/** Checks the form of voucher codes and drops repetitions. Whether one counts is pricing's to say. */
export function readVoucherCodes(inputs: readonly string[]): Reading<readonly string[]> {
  if (inputs.length > MAX_VOUCHERS) {
    return { ok: false, errors: [validationError(`At most ${MAX_VOUCHERS} codes.`, ['codes'])] };
  }
  const errors: CartError[] = [];
  const codes: string[] = [];
  for (const [index, input] of inputs.entries()) {
    const reading = readFilledLine(input, MAX_VOUCHER_CODE);
    if (reading.ok) {
      codes.push(reading.value);
    } else {
      errors.push(validationError(reading.reason, ['codes', index]));
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: uniqueCodes(codes) };
}

/** The customer's codes, then the guest's, as far as there is room. */
export function uniteVoucherCodes(
  account: readonly string[],
  guest: readonly string[],
): readonly string[] {
  return uniqueCodes([...account, ...guest]).slice(0, MAX_VOUCHERS);
}

/** The first spelling of each code: upper and lower case are the same. */
function uniqueCodes(codes: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return codes.filter((code) => {
    const isKnown = seen.has(code.toUpperCase());
    seen.add(code.toUpperCase());
    return !isKnown;
  });
}
