import { validationError } from '@supergraph/kit/user-errors';

import { type CheckoutError, shippingOptionError } from '#src/checkout/errors.ts';
import { askFreight } from '#src/checkout/participants.ts';
import { type BuyerInput, readBuyer } from '#src/rules/buyer.ts';
import { type AddressInput, readPostalAddress } from '#src/rules/postal-address.ts';
import type { Address } from '#src/tables.ts';

import type { CheckoutEdit } from './edit-checkout.ts';

export interface AddressSetInput {
  readonly email?: string | null;
  readonly shippingAddress: AddressInput;
  readonly billingAddress?: AddressInput | null;
}

/** Sets who is written to and where it goes. Another address asks for another choice of delivery. */
export function settingAddress(input: AddressSetInput): CheckoutEdit {
  const buyer = readBuyer(buyerOf(input));
  const billing = readBilling(input);
  return async (checkout) => {
    const email = (buyer.ok ? buyer.value.email : undefined) ?? checkout.email;
    const errors: CheckoutError[] = [
      ...(buyer.ok ? [] : buyer.errors),
      ...billing.errors,
      ...(email === null ? [validationError('Say where to confirm the order to.', ['email'])] : []),
    ];
    if (!buyer.ok || errors.length > 0) {
      return { ok: false, errors };
    }
    const shippingAddress = buyer.value.shippingAddress ?? null;
    const isSame = JSON.stringify(shippingAddress) === JSON.stringify(checkout.shippingAddress);
    const shippingOption = isSame ? checkout.shippingOption : null;
    const fields = { email, shippingAddress, billingAddress: billing.address, shippingOption };
    return { ok: true, value: fields };
  };
}

interface BillingReading {
  readonly address: Address | null;
  readonly errors: readonly CheckoutError[];
}

function readBilling({ billingAddress }: AddressSetInput): BillingReading {
  if (billingAddress == null) {
    return { address: null, errors: [] };
  }
  const reading = readPostalAddress(billingAddress);
  return reading.ok
    ? { address: reading.value, errors: [] }
    : {
        address: null,
        errors: [validationError(reading.reason, ['billingAddress', reading.field])],
      };
}

function buyerOf({ email, shippingAddress }: AddressSetInput): BuyerInput {
  return { shippingAddress, ...(email != null && { email }) };
}

/** Chooses a way of delivery: its price is frozen as the shopper saw it. */
export function selectingShipping(optionId: string): CheckoutEdit {
  return async ({ shippingAddress: address, currency, lines }, asking) => {
    if (address === null) {
      return {
        ok: false,
        errors: [shippingOptionError(optionId, 'Say first where it goes: checkoutAddressSet.')],
      };
    }
    const freight = await askFreight({ address, currency, lines }, asking);
    if (!freight.ok) {
      return freight;
    }
    if (freight.value.status === 'REFUSED') {
      return { ok: false, errors: [shippingOptionError(optionId, freight.value.message)] };
    }
    const option = freight.value.options.find(({ id }) => id === optionId);
    const names = freight.value.options.map(({ id }) => id).join(', ');
    return option?.currency === currency
      ? { ok: true, value: { shippingOption: option } }
      : {
          ok: false,
          errors: [shippingOptionError(optionId, `Options for this address are: ${names}.`)],
        };
  };
}
