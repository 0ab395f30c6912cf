import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type SeenCall, answerRequest } from './answer-call.ts';
import { type Behaviour, type Nightly, USUAL } from './behaviour.ts';
import { type Controlled, answerControl } from './control.ts';
import { createEndpoints } from './operations.ts';
import { createPriceBook } from './price-book.ts';
import { createRandom } from './random.ts';
import { openShipments } from './shipments.ts';

export interface SimulatorOptions {
  readonly port?: number;
  readonly controlPort?: number;
  readonly host?: string;
  /** Where shipments are kept; else they end with the process. */
  readonly folder?: string | undefined;
  readonly seed?: number;
  readonly nightly?: Nightly | undefined;
  readonly behaviour?: Partial<Behaviour>;
  readonly now?: () => number;
}

export interface Simulator extends AsyncDisposable {
  /** Of the SOAP endpoints. */
  readonly url: string;
  readonly controlUrl: string;
}

const DEFAULT_SEED = 2003;

/** The ERP on two ports of its own: SOAP, and the control of how it behaves. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = DEFAULT_SEED, host = '127.0.0.1', now = Date.now } = options;
  const usual = { ...USUAL, ...options.behaviour };
  const seen: SeenCall[] = [];
  const controlled: Controlled = {
    book: createPriceBook(seed),
    shipments: openShipments(options.folder),
    seen,
    behaviour: usual,
    aheadMs: 0,
    reset() {
      controlled.behaviour = usual;
      controlled.aheadMs = 0;
      seen.length = 0;
    },
  };
  const clock = (): number => now() + controlled.aheadMs;
  const desk = {
    endpoints: createEndpoints({ ...controlled, now: clock }),
    behaviour: () => controlled.behaviour,
    nightly: options.nightly,
    random: createRandom(seed),
    now: clock,
    sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
    seen,
    running: 0,
  };
  const soap = serve((request, response) => answerRequest(request, response, desk));
  const control = serve((request, response) => answerControl(request, response, controlled));
  return {
    url: await listen(soap, options.port ?? 0, host),
    controlUrl: await listen(control, options.controlPort ?? 0, host),
    async [Symbol.asyncDispose]() {
      await Promise.all([soap, control].map(close));
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function serve(answer: Answer): Server {
  return createServer((request, response) => {
    // A caller that gave up, or a body that is too large: the connection is of no more use.
    answer(request, response).catch(() => response.destroy());
  });
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host}:${taken}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
