import { timingSafeEqual } from 'node:crypto';

import type { CartRow } from '#src/tables.ts';

/** Who asks, as far as carts care. */
export interface Viewer {
  readonly customerId: string | null;
  /** SHA-256 of the token that the request shows. */
  readonly tokenHash: string | null;
  /** Has the scope support:agent. */
  readonly isAgent: boolean;
}

/** Whether the cart exists for this viewer. */
export function canSee(cart: CartRow, viewer: Viewer): boolean {
  return cart.state !== 'MERGED' && (viewer.isAgent || owns(cart, viewer));
}

/** Whether this viewer may change the cart: an owned one opens for its customer only, an anonymous one for its token. */
export function canChange(cart: CartRow, viewer: Viewer): boolean {
  return cart.state === 'ACTIVE' && owns(cart, viewer);
}

/** Whether the token of this claimed cart still leads anywhere. Whom it leads where, the target's owner decides. */
export function hasLiveToken(cart: CartRow, tokenHash: string | null, now: number): boolean {
  return (
    cart.tokenExpiresAt !== null &&
    now < cart.tokenExpiresAt &&
    isSameHash(cart.tokenHash, tokenHash)
  );
}

/** Whether it is the viewer's own, whatever became of it. */
export function owns(cart: CartRow, viewer: Viewer): boolean {
  return cart.customerId === null
    ? isSameHash(cart.tokenHash, viewer.tokenHash)
    : cart.customerId === viewer.customerId;
}

function isSameHash(stored: string | null, shown: string | null): boolean {
  if (stored === null || shown === null || stored.length !== shown.length) {
    return false;
  }
  return timingSafeEqual(Buffer.from(stored), Buffer.from(shown));
}
