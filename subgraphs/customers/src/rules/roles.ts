const AGENT_SCOPES = [
  'support:agent',
  'customers:read',
  'orders:read',
  'inventory:read',
  'vouchers:issue',
  'reviews:moderate',
];
const MERCHANDISER_SCOPES = ['catalog:write', 'pricing:write', 'inventory:write'];

/** What each role may do (decision 13). Adding a scope here grants it with the next access token. */
const SCOPES_BY_ROLE: Readonly<Record<string, readonly string[]>> = {
  agent: AGENT_SCOPES,
  merchandiser: MERCHANDISER_SCOPES,
  admin: [
    ...AGENT_SCOPES,
    ...MERCHANDISER_SCOPES,
    'customers:admin',
    'orders:write',
    'payments:refund',
    'ops:read',
  ],
};

export const ROLES: readonly string[] = Object.keys(SCOPES_BY_ROLE);

/** Whether there is such a role. */
export function isRole(name: string): boolean {
  return ROLES.includes(name);
}

/** The scopes of all these roles together, sorted; a role that is unknown gives none. */
export function scopesOf(roles: readonly string[]): string[] {
  const scopes = roles.filter(isRole).flatMap((role) => SCOPES_BY_ROLE[role] ?? []);
  return [...new Set(scopes)].toSorted();
}
