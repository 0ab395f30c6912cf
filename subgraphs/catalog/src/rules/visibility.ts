import type { Claims } from '@supergraph/kit/request-context';

type Status = 'DRAFT' | 'ACTIVE' | 'ARCHIVED';

export type Audience = 'PUBLIC' | 'STAFF';

const STAFF_SCOPES = ['catalog:write', 'support:agent'];

/** Staff sees products that are not on sale. */
export function audienceOf(claims: Pick<Claims, 'scopes'> | null): Audience {
  return STAFF_SCOPES.some((scope) => claims?.scopes.includes(scope)) ? 'STAFF' : 'PUBLIC';
}

/** Whether lists and look-ups show a product. */
export function isListed(status: Status, audience: Audience): boolean {
  return status === 'ACTIVE' || audience === 'STAFF';
}

/** Whether a product is shown where something else refers to it: carts and orders hold archived ones. */
export function isReferable(status: Status, audience: Audience): boolean {
  return status !== 'DRAFT' || audience === 'STAFF';
}
