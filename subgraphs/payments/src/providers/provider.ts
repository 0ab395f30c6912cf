import type { ProviderChange } from '#src/tables.ts';

/** A payment as the provider has it, in our words. Amounts in minor units of its currency. */
export interface ProviderPayment {
  /** The provider's name for it. */
  readonly ref: string;
  /** Ours: the key of the attempt. */
  readonly reference: string;
  readonly status: 'REQUIRES_ACTION' | 'AUTHORIZED' | 'CAPTURED' | 'VOIDED' | 'DECLINED';
  readonly amount: number;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  readonly actionUrl: string | null;
  readonly declineCode: string | null;
  readonly mayRetry: boolean;
  readonly method: ProviderMethod | null;
}

export interface ProviderMethod {
  readonly brand: string;
  readonly last4: string;
  readonly expiresMonth: number;
  readonly expiresYear: number;
  /** To pay with again, where that was asked for. */
  readonly token: string | null;
}

/** `refused` is the provider's word, and final; `unavailable` says nothing about what happened. */
export type ProviderResult<Value = ProviderPayment> =
  | { readonly status: 'done'; readonly value: Value }
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'unavailable'; readonly reason: string };

export interface AuthorizeRequest {
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly token: string;
  readonly save: boolean;
  readonly returnUrl: string;
}

export interface Change {
  readonly ref: string;
  readonly amount: number;
  readonly currency: string;
  /** The same key has one effect at the provider. */
  readonly key: string;
}

export interface RefundChange extends Change {
  /** What is refunded of the payment once this one is done. */
  readonly total: number;
}

export interface ProviderEvent {
  readonly id: string;
  readonly ref: string;
  readonly reference: string;
  readonly change: ProviderChange;
}

export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** Epoch ms. */
  readonly now: number;
}

export type ReadWebhook =
  | { readonly ok: true; readonly events: readonly ProviderEvent[] }
  | { readonly ok: false; readonly reason: string };

/** A payment provider. What differs between providers stays behind this. */
export interface Provider {
  readonly name: 'alpha' | 'beta';
  authorize(request: AuthorizeRequest): Promise<ProviderResult>;
  capture(change: Change): Promise<ProviderResult>;
  void(change: Change): Promise<ProviderResult>;
  refund(change: RefundChange): Promise<ProviderResult>;
  find(ref: string): Promise<ProviderResult<ProviderPayment | null>>;
  findByReference(reference: string): Promise<ProviderResult<ProviderPayment | null>>;
  forget(token: string): Promise<ProviderResult<null>>;
  readWebhook(received: ReceivedWebhook): ReadWebhook;
}
