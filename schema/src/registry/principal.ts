/** Who asks, and what that one may do. Whoever is known may read. */
export interface Principal {
  /** As the audit log has it: `graph`, `catalog`, `token:reviews-ci`. */
  readonly name: string;
  readonly isAdmin: boolean;
  /** May report usage. */
  readonly isRouter: boolean;
  /** May publish, register and withdraw these. */
  readonly subgraphs: readonly string[];
}

const ADMIN = 'graph';
const ROUTER = 'router';

/** What a process may do that signs its requests: a subgraph speaks for itself alone. */
export function principalOfSigner(caller: string): Principal {
  const isOther = caller !== ADMIN && caller !== ROUTER;
  return {
    name: caller,
    isAdmin: caller === ADMIN,
    isRouter: caller === ROUTER,
    subgraphs: isOther ? [caller] : [],
  };
}

/** The names that this one may not write. */
export function findForeign({ isAdmin, subgraphs }: Principal, names: readonly string[]): string[] {
  return isAdmin ? [] : names.filter((name) => !subgraphs.includes(name));
}

/** What this one may do, in words. */
export function describeGrant({ isAdmin, isRouter, subgraphs }: Principal): string {
  const grants = [
    ...(isAdmin ? ['everything'] : []),
    ...(isRouter ? ['reporting usage'] : []),
    ...subgraphs.map((name) => `"${name}"`),
  ];
  return grants.length > 0 ? grants.join(', ') : 'reading';
}
