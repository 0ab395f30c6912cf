import { createHash, randomBytes } from 'node:crypto';

import { type Answered, type Entry, type Journal, openJournal } from './journal.ts';
import type { Change, DialectName, Payment, PaymentEvent } from './payment.ts';
import { type TokenBehaviour, findToken } from './tokens.ts';

export interface Authorization {
  readonly dialect: DialectName;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly token: string;
  readonly save: boolean;
  readonly returnUrl: string | null;
}

export type Outcome =
  | { readonly ok: true; readonly payment: Payment }
  | {
      readonly ok: false;
      readonly reason:
        | 'unknown token'
        | 'unknown payment'
        | 'wrong state'
        | 'too much'
        | 'key reused'
        | 'capture failed';
      readonly message: string;
    };

/** Once per key: the same key with the same input answers the same payment. */
export interface Keyed {
  readonly key: string | undefined;
}

/** The provider's books. What it has answered is in the journal. */
export class Ledger {
  readonly #payments = new Map<string, Payment>();
  readonly #answers = new Map<string, Answered>();
  readonly #methods = new Map<string, string>();
  readonly #undelivered = new Map<string, PaymentEvent>();
  readonly #journal: Journal;
  readonly #now: () => number;
  /** Told of every event, old ones that were never delivered included. */
  onEvent: (event: PaymentEvent) => void = () => undefined;

  constructor({
    folder,
    now,
  }: {
    readonly folder: string | undefined;
    readonly now: () => number;
  }) {
    this.#journal = openJournal(folder);
    this.#now = now;
    for (const entry of this.#journal.entries) {
      this.#apply(entry);
    }
  }

  get payments(): readonly Payment[] {
    return [...this.#payments.values()];
  }

  get undelivered(): readonly PaymentEvent[] {
    return [...this.#undelivered.values()];
  }

  find(id: string): Payment | undefined {
    return this.#payments.get(id);
  }

  findByReference(reference: string): Payment | undefined {
    return this.payments.find((payment) => payment.reference === reference);
  }

  authorize(input: Authorization, { key }: Keyed): Outcome {
    return this.#once(key, input, () => {
      const token = this.#methods.get(input.token) ?? input.token;
      const behaviour = findToken(token);
      if (behaviour === undefined) {
        return refuse('unknown token', `There is no payment method "${input.token}".`);
      }
      const payment = buildPayment({ ...input, token }, behaviour);
      if (payment.method.reusable !== null) {
        this.#write({ kind: 'method', reusable: payment.method.reusable, token });
      }
      const { status, amount } = payment;
      return {
        payment,
        amount,
        change: status === 'authorized' || status === 'declined' ? status : null,
      };
    });
  }

  /** What a shopper answers on the page of a 3-D Secure action. */
  act(id: string, isApproved: boolean): Outcome {
    return this.#move(id, { from: ['requires_action'], key: undefined }, (payment) =>
      isApproved
        ? {
            payment: { ...payment, status: 'authorized' },
            change: 'authorized',
            amount: payment.amount,
          }
        : {
            payment: {
              ...payment,
              status: 'declined',
              declineCode: 'authentication_failed',
              mayRetry: true,
            },
            change: 'declined',
            amount: payment.amount,
          },
    );
  }

  capture(id: string, amount: number, { key }: Keyed): Outcome {
    return this.#move(
      id,
      { from: ['authorized'], key, input: { capture: id, amount } },
      (payment) => {
        if (findToken(payment.token)?.captureFails === true) {
          return refuse('capture failed', 'The issuer refused the capture.');
        }
        return amount > payment.amount
          ? refuse('too much', `At most ${payment.amount} can be captured, not ${amount}.`)
          : {
              payment: { ...payment, status: 'captured', captured: amount },
              change: 'captured',
              amount,
            };
      },
    );
  }

  void(id: string, { key }: Keyed): Outcome {
    return this.#move(
      id,
      { from: ['requires_action', 'authorized'], key, input: { void: id } },
      (payment) => ({
        payment: { ...payment, status: 'voided' },
        change: 'voided',
        amount: payment.amount,
      }),
    );
  }

  refund(id: string, amount: number, { key }: Keyed): Outcome {
    return this.#move(id, { from: ['captured'], key, input: { refund: id, amount } }, (payment) => {
      const left = payment.captured - payment.refunded;
      return amount > left
        ? refuse('too much', `At most ${left} can be refunded, not ${amount}.`)
        : {
            payment: { ...payment, refunded: payment.refunded + amount },
            change: 'refunded',
            amount,
          };
    });
  }

  knowsMethod(reusable: string): boolean {
    return this.#methods.has(reusable);
  }

  forgetMethod(reusable: string): void {
    this.#write({ kind: 'method forgotten', reusable });
  }

  markDelivered(eventId: string): void {
    this.#write({ kind: 'delivered', eventId });
  }

  #move(
    id: string,
    {
      from,
      key,
      input,
    }: { from: readonly Payment['status'][]; key: string | undefined; input?: object },
    run: (payment: Payment) => Moved | Outcome,
  ): Outcome {
    return this.#once(key, input ?? {}, () => {
      const payment = this.#payments.get(id);
      if (payment === undefined) {
        return refuse('unknown payment', `There is no payment "${id}".`);
      }
      return from.includes(payment.status)
        ? run(payment)
        : refuse('wrong state', `The payment is ${payment.status}, not ${from.join(' or ')}.`);
    });
  }

  #once(key: string | undefined, input: object, run: () => Moved | Outcome): Outcome {
    const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');
    const earlier = key === undefined ? undefined : this.#answers.get(key);
    if (earlier !== undefined) {
      const payment = this.#payments.get(earlier.paymentId);
      return earlier.inputHash === inputHash && payment !== undefined
        ? { ok: true, payment }
        : refuse('key reused', 'This idempotency key was used with other input.');
    }
    const result = run();
    if ('ok' in result) {
      return result;
    }
    const { payment, change, amount } = result;
    const event = change && { id: newId('evt'), change, at: this.#now(), amount, payment };
    const answer = key === undefined ? null : { key, paymentId: payment.id, inputHash };
    this.#write({ kind: 'payment', payment, event, answer });
    if (event !== null) {
      this.onEvent(event);
    }
    return { ok: true, payment };
  }

  #write(entry: Entry): void {
    this.#journal.append(entry);
    this.#apply(entry);
  }

  #apply(entry: Entry): void {
    switch (entry.kind) {
      case 'payment':
        this.#payments.set(entry.payment.id, entry.payment);
        if (entry.answer !== null) {
          this.#answers.set(entry.answer.key, entry.answer);
        }
        if (entry.event !== null) {
          this.#undelivered.set(entry.event.id, entry.event);
        }
        break;
      case 'method':
        this.#methods.set(entry.reusable, entry.token);
        break;
      case 'method forgotten':
        this.#methods.delete(entry.reusable);
        break;
      case 'delivered':
        this.#undelivered.delete(entry.eventId);
        break;
    }
  }
}

interface Moved {
  readonly payment: Payment;
  readonly change: Change | null;
  readonly amount: number;
}

const STATUS_OF = {
  authorized: 'authorized',
  'requires action': 'requires_action',
  declined: 'declined',
} as const;

function buildPayment(
  { save, ...input }: Authorization,
  { authorization, brand, last4, expiresMonth, expiresYear }: TokenBehaviour,
): Payment {
  const status = STATUS_OF[authorization.outcome];
  const isDeclined = authorization.outcome === 'declined';
  return {
    ...input,
    id: newId(input.dialect === 'alpha' ? 'pi' : 'psp'),
    status,
    captured: 0,
    refunded: 0,
    declineCode: isDeclined ? authorization.code : null,
    mayRetry: isDeclined && authorization.mayRetry,
    method: {
      brand,
      last4,
      expiresMonth,
      expiresYear,
      reusable: save && !isDeclined ? newId('pm') : null,
    },
  };
}

function refuse(reason: Extract<Outcome, { ok: false }>['reason'], message: string): Outcome {
  return { ok: false, reason, message };
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
