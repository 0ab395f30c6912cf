import type { RequestContext } from '@supergraph/kit/request-context';

type Asker = Pick<RequestContext, 'claims'>;

export function isAgent({ claims }: Asker): boolean {
  return claims?.scopes.includes('support:agent') ?? false;
}

/** Whether what a customer asked exists for who asks: that customer, and staff. */
export function canSee(customerId: string | null, asker: Asker): boolean {
  return isAgent(asker) || (customerId !== null && asker.claims?.sub === customerId);
}
