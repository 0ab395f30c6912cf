import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';

import { insertAudit } from '#src/registry/data/audit.ts';
import { type Principal, describeGrant, findForeign } from '#src/registry/principal.ts';

export interface Attempt {
  /** A verb, as in `publish`. */
  readonly action: string;
  readonly subject: string;
}

interface AuthorizeDeps {
  readonly db: Database;
  readonly now: Clock;
}

/** Throws FORBIDDEN, and keeps it in the audit log, unless every one of these subgraphs is granted. */
export async function assertGranted(
  deps: AuthorizeDeps,
  principal: Principal,
  { action, names }: { readonly action: string; readonly names: readonly string[] },
): Promise<void> {
  const foreign = findForeign(principal, names);
  if (foreign.length > 0) {
    await refuse(deps, principal, { action, subject: foreign.join(', ') });
  }
}

/** Throws FORBIDDEN, and keeps it in the audit log, unless this is an administrator. */
export async function assertAdmin(
  deps: AuthorizeDeps,
  principal: Principal,
  attempt: Attempt,
): Promise<void> {
  if (!principal.isAdmin) {
    await refuse(deps, principal, attempt);
  }
}

/** Throws FORBIDDEN, and keeps it in the audit log, unless this is a router or an administrator. */
export async function assertRouter(
  deps: AuthorizeDeps,
  principal: Principal,
  attempt: Attempt,
): Promise<void> {
  if (!principal.isRouter && !principal.isAdmin) {
    await refuse(deps, principal, attempt);
  }
}

async function refuse(
  { db, now }: AuthorizeDeps,
  principal: Principal,
  { action, subject }: Attempt,
): Promise<never> {
  const detail = `Granted is ${describeGrant(principal)}.`;
  const row = { at: now(), actor: principal.name, action, subject, detail };
  await db.transaction((tx) => insertAudit(tx, { ...row, outcome: 'REFUSED' }));
  throw new ClientError(
    'FORBIDDEN',
    `"${principal.name}" may not ${action} "${subject}". ${detail}`,
  );
}
