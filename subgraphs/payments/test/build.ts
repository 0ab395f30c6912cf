import { randomUUID } from 'node:crypto';

import { type TestService, createTestService } from '@supergraph/kit/testing';
import { type Simulator, startSimulator } from '@supergraph/payments-simulator/simulator';

import { payments } from '#src/subgraph.ts';

export const SECRET = 'a secret that both sides know';
export const DIALECTS = ['alpha', 'beta'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** What JSON holds. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface Till extends AsyncDisposable {
  readonly service: TestService<object>;
  readonly simulator: Simulator;
  /** Moves the time of both on. */
  wait(ms: number): void;
  /** One command as cart sends it. */
  command(name: string, input: object, key?: string): Promise<Answered>;
}

export interface Answered {
  readonly code: number;
  readonly body: Parsed;
}

/** The service beside a provider that moves no money, over real HTTP both ways. */
export async function openTill(dialect: DialectName = 'alpha'): Promise<Till> {
  let ahead = 0;
  let merchant: string | undefined;
  const now = (): number => Date.now() + ahead;
  const simulator = await startSimulator({ port: 0, secret: SECRET, merchantUrl: () => merchant });
  const service = await createTestService(payments, {
    now,
    settings: {
      PAYMENT_PROVIDER_URL: simulator.url,
      PAYMENT_PROVIDER_SECRET: SECRET,
      PAYMENT_PROVIDER_DIALECT: dialect,
    },
  });
  merchant = await service.listen();
  return {
    service,
    simulator,
    wait(ms) {
      ahead += ms;
    },
    async command(name, input, key = newKey()) {
      const response = await service.fetch(`/internal/v1/${name}`, {
        as: name === 'refund' ? 'orders' : 'cart',
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: input,
      });
      return { code: response.status, body: await response.json() };
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await simulator[Symbol.asyncDispose]();
    },
  };
}

export function newKey(): string {
  return `saga_${randomUUID()}:AUTHORIZE`;
}

export function newCheckout(more: object = {}) {
  return {
    checkoutId: `chk_${randomUUID()}`,
    customerId: null,
    amount: 2500,
    currency: 'EUR',
    paymentToken: 'tok_visa',
    savePaymentMethod: false,
    countryCode: 'DE',
    ...more,
  };
}

/** What the service has told others of, newest last. */
export async function typesOf({ service }: Till): Promise<string[]> {
  return (await service.published()).map(({ type }) => type.replace('payments.payment.', ''));
}
