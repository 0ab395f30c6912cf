import type { Resolvers } from '#src/generated/resolvers.ts';

import { Checkout } from './checkout.ts';
import { Customer } from './customer.ts';
import { Mutation } from './mutation.ts';
import { Order } from './order.ts';
import { PaymentEvent, PaymentIntent, SavedPaymentMethod } from './payment-intent.ts';

export const resolvers: Pick<
  Resolvers,
  | 'Mutation'
  | 'Checkout'
  | 'Customer'
  | 'Order'
  | 'PaymentEvent'
  | 'PaymentIntent'
  | 'SavedPaymentMethod'
> = { Mutation, Checkout, Customer, Order, PaymentEvent, PaymentIntent, SavedPaymentMethod };
