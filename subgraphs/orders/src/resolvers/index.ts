import type { Resolvers } from '#src/generated/resolvers.ts';

import { Checkout } from './checkout.ts';
import { OrderConnection } from './connections.ts';
import { Customer } from './customer.ts';
import { Fulfillment, FulfillmentLine } from './fulfillment.ts';
import { Mutation } from './mutation.ts';
import { Order, OrderDiscount, OrderLine } from './order.ts';
import { Query } from './query.ts';
import { ReturnLine, ReturnReason, ReturnRequest } from './return-request.ts';

export const resolvers: Pick<
  Resolvers,
  | 'Query'
  | 'Mutation'
  | 'Customer'
  | 'Checkout'
  | 'Order'
  | 'OrderConnection'
  | 'OrderDiscount'
  | 'OrderLine'
  | 'Fulfillment'
  | 'FulfillmentLine'
  | 'ReturnRequest'
  | 'ReturnLine'
  | 'ReturnReason'
> = {
  Query,
  Mutation,
  Customer,
  Checkout,
  Order,
  OrderConnection,
  OrderDiscount,
  OrderLine,
  Fulfillment,
  FulfillmentLine,
  ReturnRequest,
  ReturnLine,
  ReturnReason,
};
