import { hashId } from '@supergraph/kit/ids';

import { announce } from './announce.ts';
import type { Services } from './context.ts';
import { findCustomerByEmail, insertCustomer } from './data/customers.ts';

const PASSWORD = 'demo-password-1';
const LOGINS = [
  { name: 'shopper', firstName: 'Sam', lastName: 'Shopper', roles: [] },
  { name: 'agent', firstName: 'Alex', lastName: 'Agent', roles: ['agent'] },
  { name: 'merchandiser', firstName: 'Mia', lastName: 'Merchandiser', roles: ['merchandiser'] },
  { name: 'admin', firstName: 'Ada', lastName: 'Admin', roles: ['admin'] },
];

/** Makes the demo logins that are not there yet. A login that somebody changed stays as it is. */
export async function createDemoLogins({ db, now, hasher, publish }: Services): Promise<void> {
  const wanted = LOGINS.map((login) => ({ ...login, email: `${login.name}@example.com` }));
  const known = await Promise.all(wanted.map(({ email }) => findCustomerByEmail(db.reader, email)));
  const missing = wanted.filter((_, position) => known[position] === undefined);
  if (missing.length === 0) {
    return;
  }
  const passwordHash = await hasher.hash(PASSWORD);
  await db.transaction(async (tx) => {
    for (const { name, email, firstName, lastName, roles } of missing) {
      if ((await findCustomerByEmail(tx, email)) !== undefined) {
        continue;
      }
      const customer = await insertCustomer(tx, {
        id: hashId('cus', 'demo', name),
        email,
        emailVerifiedAt: now(),
        passwordHash,
        firstName,
        lastName,
        publicName: `${firstName} ${lastName.charAt(0)}.`,
        locale: 'en',
        roles,
        createdAt: now(),
      });
      const request = { correlationId: `demo-login-${name}` };
      await announce(tx, { publish, request }, { change: 'registered', customer });
    }
  });
}
