import { beginCheckout } from '#src/changes/checkout/begin-checkout.ts';
import { cancelCheckout } from '#src/changes/checkout/cancel-checkout.ts';
import { selectingShipping, settingAddress } from '#src/changes/checkout/checkout-edits.ts';
import { completeCheckout } from '#src/changes/checkout/complete-checkout.ts';
import { editCheckout } from '#src/changes/checkout/edit-checkout.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';

export const checkoutMutations: Pick<
  MutationResolvers,
  | 'checkoutBegin'
  | 'checkoutAddressSet'
  | 'checkoutShippingSelect'
  | 'checkoutComplete'
  | 'checkoutCancel'
> = {
  checkoutBegin: (_, { input }, context) => beginCheckout(context, input),
  checkoutAddressSet: (_, { input }, context) =>
    editCheckout(context, input.checkoutId, settingAddress(input)),
  checkoutShippingSelect: (_, { input }, context) =>
    editCheckout(context, input.checkoutId, selectingShipping(input.optionId)),
  checkoutComplete: (_, { input }, context) => completeCheckout(context, input),
  checkoutCancel: (_, { input }, context) => cancelCheckout(context, input),
};
