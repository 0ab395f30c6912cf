import { toMoney } from '@supergraph/kit/money';

import type {
  ReturnLineResolvers,
  ReturnReasonResolvers,
  ReturnRequestResolvers,
} from '#src/generated/resolvers.ts';
import { isReason, labelOf } from '#src/rules/return-reasons.ts';

import { getLineOf, getOrderOf } from './parts.ts';

export const ReturnRequest: ReturnRequestResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.returnRequest.load(id),
  order: getOrderOf,
  lines: ({ lines }) => [...lines],
  refund: async (found, args, context) =>
    found.refundAmount === null
      ? null
      : toMoney(found.refundAmount, (await getOrderOf(found, args, context)).currency),
};

export const ReturnLine: ReturnLineResolvers = {
  orderLine: getLineOf,
  reason: ({ reasonCode }) => (isReason(reasonCode) ? reasonCode : 'OTHER'),
};

export const ReturnReason: ReturnReasonResolvers = {
  code: (code) => code,
  label: (code, _, { request }) => labelOf(code, request.locale),
};
