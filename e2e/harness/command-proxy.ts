import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A command on its way to a service, or its answer on the way back. */
export interface Passing {
  readonly service: string;
  readonly command: string;
  /** Of the checkout, by whatever name the service knows it. */
  readonly checkoutId: string | undefined;
  readonly when: 'before its effect' | 'after its effect';
}

/** What is done to it: `drop` ends the connection without an answer, `refuse` answers that it is not wanted. */
export type Hook = (passing: Passing) => Promise<'drop' | 'pass' | 'refuse'>;

export interface CommandProxy extends AsyncDisposable {
  readonly url: string;
  /** As of a process that is not there: connections are refused. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
}

interface Route {
  readonly service: string;
  readonly target: string;
  readonly hook: () => Hook;
}

const COMMANDS = '/internal/v1/';

/** Stands between a service and those who call it, and passes everything on as it is but what the hook drops. */
export async function startCommandProxy(route: Route): Promise<CommandProxy> {
  const server = createServer((incoming, response) => {
    // What cannot be passed on ends as it would without us: the connection is gone.
    pass(incoming, response, route).catch(() => incoming.socket.destroy());
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refuse: close,
    accept: () => listen(port),
    [Symbol.asyncDispose]: close,
  };
}

async function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  { service, target, hook }: Route,
): Promise<void> {
  const url = incoming.url ?? '';
  const command = url.startsWith(COMMANDS) ? url.slice(COMMANDS.length) : undefined;
  const body = Buffer.concat(await incoming.toArray());
  const checkoutId = command === undefined ? undefined : readCheckoutId(body);
  const ask = async (when: Passing['when']): Promise<'pass' | 'refuse'> => {
    const said =
      command === undefined ? 'pass' : await hook()({ service, command, checkoutId, when });
    if (said === 'drop') {
      throw new Error(`${command} is dropped ${when}.`);
    }
    return said;
  };
  if ((await ask('before its effect')) === 'refuse') {
    response.end(JSON.stringify({ status: 'REFUSED', code: 'VALIDATION', message: 'A test.' }));
    return;
  }
  const answer = await send(incoming, new URL(url, target), body);
  const text = Buffer.concat(await answer.toArray());
  await ask('after its effect');
  response.writeHead(answer.statusCode ?? 502, answer.headers).end(text);
}

function readCheckoutId(body: Buffer): string | undefined {
  const { checkoutId, reference } = JSON.parse(body.toString('utf8')) as {
    checkoutId?: string;
    reference?: string;
  };
  return checkoutId ?? reference;
}

function send(incoming: IncomingMessage, url: URL, body: Buffer): Promise<IncomingMessage> {
  const { method, headers, socket } = incoming;
  return new Promise((resolve, reject) => {
    const onward = request(url, { method, headers, agent: false }, resolve);
    const leave = (): void => void onward.destroy();
    onward.on('error', reject);
    onward.once('close', () => socket.off('close', leave));
    socket.once('close', leave);
    onward.end(body);
  });
}
