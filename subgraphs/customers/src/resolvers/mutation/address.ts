import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';

import type { Context } from '../../context.ts';
import {
  countAddresses,
  deleteAddress,
  findOwnAddress,
  saveAddress,
} from '../../data/addresses.ts';
import type { AddressSaveInput, MutationResolvers } from '../../generated/resolvers.ts';
import { readPostalAddress } from '../../rules/postal-address.ts';
import { readLine } from '../../rules/text.ts';
import { getSignedIn } from '../../sign-in.ts';
import type { AddressRow } from '../../tables.ts';
import { type CustomerFault, refuseChange } from './payloads.ts';

const MAX_LABEL_LENGTH = 40;
const MAX_ADDRESSES = 50;

export const addressSave: NonNullable<MutationResolvers['addressSave']> = async (
  _,
  { input },
  context,
) => {
  const label = readLine(input.label, MAX_LABEL_LENGTH);
  if (!label.ok) {
    return refuseChange(validationError(label.reason, ['label']));
  }
  const body = readPostalAddress(input.address);
  if (!body.ok) {
    return refuseChange(validationError(body.reason, ['address', body.field]));
  }
  const content = { label: label.value, body: body.value };
  return context.db.transaction(async (tx) => {
    const { customer } = await getSignedIn(context, tx);
    const place = await findPlace(tx, context, { customerId: customer.id, id: input.id });
    if ('error' in place) {
      return refuseChange(place.error);
    }
    await saveAddress(tx, { ...place.row, ...content, ...readMarks(input, place.row) });
    return { customer, errors: [] };
  });
};

interface Wanted {
  readonly customerId: string;
  readonly id: string | null | undefined;
}
type Place = Pick<
  AddressRow,
  'id' | 'customerId' | 'createdAt' | 'isDefaultShipping' | 'isDefaultBilling'
>;

/** The row to replace, or a further one. An address of somebody else is not there. */
async function findPlace(
  tx: Transaction,
  { newId, now }: Context,
  { customerId, id }: Wanted,
): Promise<{ readonly row: Place } | { readonly error: CustomerFault }> {
  if (id != null) {
    const row = await findOwnAddress(tx, { id, customerId });
    return row === undefined
      ? { error: notFoundError('You have no such address.', ['id']) }
      : { row };
  }
  if ((await countAddresses(tx, customerId)) >= MAX_ADDRESSES) {
    return { error: validationError(`An address book holds ${MAX_ADDRESSES} addresses.`) };
  }
  const unmarked = { isDefaultShipping: false, isDefaultBilling: false };
  return { row: { id: newId('adr'), customerId, createdAt: now(), ...unmarked } };
}

function readMarks(input: AddressSaveInput, before: Place) {
  return {
    isDefaultShipping: input.isDefaultShipping ?? before.isDefaultShipping,
    isDefaultBilling: input.isDefaultBilling ?? before.isDefaultBilling,
  };
}

export const addressDelete: NonNullable<MutationResolvers['addressDelete']> = async (
  _,
  { id },
  context,
) => {
  const { customer } = await getSignedIn(context);
  const address = { id, customerId: customer.id };
  const wasThere = await context.db.transaction((tx) => deleteAddress(tx, address));
  return wasThere
    ? { customer, errors: [] }
    : refuseChange(notFoundError('You have no such address.', ['id']));
};
