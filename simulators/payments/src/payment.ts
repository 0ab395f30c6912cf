export type PaymentStatus = 'requires_action' | 'authorized' | 'captured' | 'voided' | 'declined';

export type DialectName = 'alpha' | 'beta';

/** One payment, in minor units of its currency. */
export interface Payment {
  readonly id: string;
  /** The merchant's own name for it. */
  readonly reference: string;
  readonly dialect: DialectName;
  readonly amount: number;
  readonly currency: string;
  readonly token: string;
  readonly status: PaymentStatus;
  readonly captured: number;
  readonly refunded: number;
  readonly declineCode: string | null;
  readonly mayRetry: boolean;
  readonly returnUrl: string | null;
  readonly method: {
    readonly brand: string;
    readonly last4: string;
    readonly expiresMonth: number;
    readonly expiresYear: number;
    /** To pay again with; null unless it was to be saved. */
    readonly reusable: string | null;
  };
}

export type Change = 'authorized' | 'declined' | 'captured' | 'voided' | 'refunded';

/** What is told to the merchant. */
export interface PaymentEvent {
  readonly id: string;
  readonly change: Change;
  /** Epoch ms. */
  readonly at: number;
  /** Minor units of this change. */
  readonly amount: number;
  readonly payment: Payment;
}
