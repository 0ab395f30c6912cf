import { ClientError } from '@supergraph/kit/errors';
import { validationError } from '@supergraph/kit/user-errors';

import { claimCart } from '#src/changes/claim-cart.ts';
import { editCart } from '#src/changes/edit-cart.ts';
import { addingLines, settingFields, settingQuantities } from '#src/changes/line-edits.ts';
import { type CartPayload, runOnce, toPayload } from '#src/changes/outcome.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { readBuyer } from '#src/rules/buyer.ts';
import type { CartError } from '#src/rules/errors.ts';
import { MAX_LINES } from '#src/rules/limits.ts';
import { readLineInputs, readQuantities } from '#src/rules/line-input.ts';
import { hashToken } from '#src/rules/token.ts';
import { readVoucherCodes } from '#src/rules/vouchers.ts';

import { cartCreate } from './cart-create.ts';
import { checkoutMutations } from './checkout-mutations.ts';

export const Mutation: MutationResolvers = {
  cartCreate,
  ...checkoutMutations,

  cartLinesAdd: (_, { input }, context) => {
    const lines = readLineInputs(input.lines);
    return lines.ok
      ? editCart(
          context,
          { operation: 'cartLinesAdd', input },
          addingLines(context.newId, lines.value),
        )
      : refuse(lines.errors);
  },

  cartLinesUpdate: (_, { input }, context) => {
    const quantities = readQuantities(input.lines);
    return quantities.ok
      ? editCart(
          context,
          { operation: 'cartLinesUpdate', input },
          settingQuantities(quantities.value),
        )
      : refuse(quantities.errors);
  },

  cartLinesRemove: (_, { input }, context) => {
    if (input.lineIds.length > MAX_LINES) {
      return refuse([validationError(`At most ${MAX_LINES} lines.`, ['lineIds'])]);
    }
    const removals = new Map(input.lineIds.map((id) => [id, 0]));
    return editCart(context, { operation: 'cartLinesRemove', input }, settingQuantities(removals));
  },

  cartVouchersSet: (_, { input }, context) => {
    const codes = readVoucherCodes(input.codes);
    return codes.ok
      ? editCart(
          context,
          { operation: 'cartVouchersSet', input },
          settingFields({ voucherCodes: codes.value }),
        )
      : refuse(codes.errors);
  },

  cartBuyerUpdate: (_, { input }, context) => {
    const changes = readBuyer(input);
    return changes.ok
      ? editCart(context, { operation: 'cartBuyerUpdate', input }, settingFields(changes.value))
      : refuse(changes.errors);
  },

  cartClaim: async (_, { input }, context) => {
    const { customerId } = context.viewer;
    if (customerId === null) {
      throw new ClientError('UNAUTHENTICATED', 'Sign in to take over a cart.');
    }
    const { strategy = 'SUM', cartToken } = input;
    const claim = { customerId, strategy, tokenHash: hashToken(cartToken) };
    const result = await runOnce(context, { operation: 'cartClaim', input }, (tx) =>
      claimCart(context, tx, claim),
    );
    return toPayload(context, result);
  },
};

function refuse(errors: readonly CartError[]): CartPayload {
  return { cart: null, errors: [...errors], warnings: [] };
}
