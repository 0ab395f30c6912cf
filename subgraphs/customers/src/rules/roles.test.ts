import { expect, it } from 'vitest';

import { isRole, scopesOf } from './roles.ts';

it.each([
  [[], []],
  [
    ['agent'],
    [
      'customers:read',
      'inventory:read',
      'orders:read',
      'reviews:moderate',
      'support:agent',
      'vouchers:issue',
    ],
  ],
  [['merchandiser'], ['catalog:write', 'inventory:write', 'pricing:write']],
  [['constructor', 'root'], []],
])('gives %j the scopes %j', (roles, scopes) => {
  expect(scopesOf(roles)).toEqual(scopes);
});

it('gives the admin everything the others may, and the administration', () => {
  expect(scopesOf(['admin'])).toEqual(
    [
      ...scopesOf(['agent', 'merchandiser']),
      'customers:admin',
      'ops:read',
      'orders:write',
      'payments:refund',
    ].toSorted(),
  );
});

it('does not take a property of every object for a role', () => {
  expect([isRole('toString'), isRole('__proto__'), isRole('agent')]).toEqual([false, false, true]);
});
