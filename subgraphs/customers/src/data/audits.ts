import type { Transaction } from '@supergraph/kit/database';
import { eq, lt } from '@supergraph/kit/drizzle';

import { audit } from '../tables.ts';

export type AuditAction =
  | 'registered'
  | 'email_verified'
  | 'logged_in'
  | 'login_failed'
  | 'logged_out'
  | 'refresh_reused'
  | 'password_reset_requested'
  | 'password_reset'
  | 'password_changed'
  | 'email_change_requested'
  | 'email_changed'
  | 'roles_set'
  | 'erased';

export interface AuditEntry {
  /** Null when nobody has the address that was tried. */
  readonly customerId: string | null;
  /** The customer, or the member of staff; null before a sign-in. */
  readonly actor: string | null;
  readonly action: AuditAction;
  readonly ipHash: string | null;
  readonly at: number;
}

export async function insertAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  tx.insert(audit).values(entry).run();
}

/** After an erasure the entries stay, without where the customer was. */
export async function scrubAudits(tx: Transaction, customerId: string): Promise<void> {
  tx.update(audit).set({ ipHash: null }).where(eq(audit.customerId, customerId)).run();
}

export async function purgeAudits(tx: Transaction, before: number): Promise<void> {
  tx.delete(audit).where(lt(audit.at, before)).run();
}
