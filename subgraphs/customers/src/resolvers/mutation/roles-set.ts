import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import {
  forbiddenError,
  idempotencyError,
  notFoundError,
  validationError,
} from '@supergraph/kit/user-errors';

import { announce } from '../../announce.ts';
import type { Context } from '../../context.ts';
import { findCustomer, updateCustomer } from '../../data/customers.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { ROLES, isRole } from '../../rules/roles.ts';
import { getSignedIn } from '../../sign-in.ts';
import { refuseChange } from './payloads.ts';

type Outcome = { readonly customerId: string } | { readonly missing: true };

export const rolesSet: NonNullable<MutationResolvers['rolesSet']> = async (
  _,
  { input },
  context,
) => {
  const { db, now, request } = context;
  const { customer: admin } = await getSignedIn(context);
  const { customerId, idempotencyKey: key } = input;
  const roles = [...new Set(input.roles)].toSorted();
  const unknown = roles.findIndex((role) => !isRole(role));
  if (unknown >= 0 || input.roles.length > ROLES.length) {
    return refuseChange(validationError(`The roles are ${ROLES.join(', ')}.`, ['roles']));
  }
  if (admin.id === customerId && !roles.includes('admin')) {
    return refuseChange(forbiddenError('Another admin has to take this role from you.', ['roles']));
  }
  const call = {
    caller: callerOf(request),
    operation: 'rolesSet',
    key,
    input: { customerId, roles },
    now,
  };
  const result = await runIdempotent<Outcome>(db, call, (tx) =>
    setRoles(tx, context, { customerId, roles }),
  );
  if (result.status !== 'done') {
    return refuseChange(idempotencyError(result));
  }
  const changed =
    'missing' in result.outcome ? undefined : await findCustomer(db.reader, customerId);
  return changed === undefined
    ? refuseChange(notFoundError('There is no such customer.', ['customerId']))
    : { customer: changed, errors: [] };
};

async function setRoles(
  tx: Transaction,
  context: Context,
  { customerId, roles }: { readonly customerId: string; readonly roles: string[] },
): Promise<Outcome> {
  const customer = await updateCustomer(tx, customerId, { roles });
  if (customer === undefined) {
    return { missing: true };
  }
  await context.note(tx, { action: 'roles_set', customerId });
  await announce(tx, context, { change: 'updated', customer });
  return { customerId };
}
