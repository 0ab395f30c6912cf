import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly key: string;
  readonly correlationId: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface PricingStandIn extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  readonly asked: Asked[];
  /** Codes by key: one for each. */
  readonly issued: Map<string, string>;
  /** Sent instead of an answer, after the effect. */
  breakAfterEffect: boolean;
  refusal: string | null;
}

/** pricing's `voucherIssue`, as far as its contract goes: one voucher for one key. */
export async function startPricing(): Promise<PricingStandIn> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const pricing: PricingStandIn = {
    env: {
      SIGNING_KEY: 'ab'.repeat(32),
      SERVICE_URLS: JSON.stringify({ pricing: `http://127.0.0.1:${port}/` }),
    },
    asked: [],
    issued: new Map(),
    breakAfterEffect: false,
    refusal: null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = (await request.toArray()).join('');
    const key = String(request.headers['idempotency-key']);
    const correlationId = String(request.headers['x-correlation-id']);
    pricing.asked.push({ key, correlationId, input: JSON.parse(text) as Asked['input'] });
    if (pricing.refusal !== null) {
      const answer = { status: 'REFUSED', code: 'VALIDATION', message: pricing.refusal };
      response.end(JSON.stringify(answer));
      return;
    }
    const code = pricing.issued.get(key) ?? `GW-${pricing.issued.size + 1}`;
    pricing.issued.set(key, code);
    if (pricing.breakAfterEffect) {
      response.writeHead(503).end('{}');
    } else {
      response.end(JSON.stringify({ status: 'ISSUED', code }));
    }
  };
  return pricing;
}
