import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { Http1Pool } from '#src/fetchers/http1/http1-pool.ts';

type Random = (below: number) => number;

/** The same numbers for the same seed, so that a failure can be seen again. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ROUNDS = 1500;
/** So many requests are under way at once, so that connections are used again. */
const AT_ONCE = 20;
let random: Random;
let server: Server;
let pool: Http1Pool;
let mayCorrupt: boolean;

beforeEach(async () => {
  random = createRandom(20_261_123);
  mayCorrupt = false;
  server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (data) => answer(socket, data.toString('utf8')));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const options = { connectTimeoutMs: 2000, keepAliveMs: 4000 };
  pool = new Http1Pool(`http://127.0.0.1:${port}`, options);
});
afterEach(async () => {
  await pool.destroy();
  server.close();
});

/** The body of a response repeats the one of its request: one that came to another request is seen. */
function answer(socket: Socket, request: string): void {
  const body = request.slice(request.indexOf('\r\n\r\n') + 4);
  let bytes: Buffer = Buffer.from(writeResponse(body), 'latin1');
  const isCorrupt = mayCorrupt && random(2) === 0;
  if (isCorrupt) {
    bytes = corrupt(bytes, bytes.length - body.length);
  }
  const cuts = Array.from({ length: random(4) }, () => random(bytes.length)).toSorted(
    (a, b) => a - b,
  );
  writePieces(socket, [...cuts, bytes.length], bytes, isCorrupt);
}

function writePieces(socket: Socket, cuts: number[], bytes: Buffer, isLast: boolean): void {
  let from = 0;
  const next = (): void => {
    const cut = cuts.shift();
    if (cut !== undefined) {
      socket.write(bytes.subarray(from, cut));
      from = cut;
      setImmediate(next);
    } else if (isLast) {
      // What is left incomplete must end in some way.
      socket.end();
    }
  };
  next();
}

function writeResponse(body: string): string {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n`;
  if (random(2) === 0) {
    return `${head}content-length: ${body.length}\r\n\r\n${body}`;
  }
  const half = 1 + random(body.length - 1);
  const chunk = (text: string): string => `${text.length.toString(16)};a=b\r\n${text}\r\n`;
  const chunks = chunk(body.slice(0, half)) + chunk(body.slice(half));
  return `${head}transfer-encoding: chunked\r\n\r\n${chunks}0\r\nx-t: 1\r\n\r\n`;
}

/** Changes, takes away or doubles a few bytes. */
function corrupt(bytes: Buffer, below: number): Buffer {
  const at = random(Math.max(1, below));
  const kind = random(4);
  if (kind === 0) {
    const changed = Buffer.from(bytes);
    changed[at] = random(256);
    return changed;
  }
  if (kind === 1) {
    return bytes.subarray(0, at);
  }
  const length = 1 + random(12);
  return kind === 2
    ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    : Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
}

interface Result {
  readonly sent: string;
  readonly text: string;
  readonly error: Error | undefined;
  readonly ends: () => number;
}

function send(body: string): Promise<Result> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let ends = 0;
    const end = (error?: Error): void => {
      ends += 1;
      resolve({
        sent: body,
        text: Buffer.concat(chunks).toString('utf8'),
        error,
        ends: () => ends,
      });
    };
    pool.dispatch(
      { path: '/graphql', headers: [], body },
      {
        onResponseData: (_controller, chunk) => void chunks.push(Buffer.from(chunk)),
        onResponseEnd: () => end(),
        onResponseError: (_controller, error) => end(error),
      },
    );
  });
}

async function sendAll(): Promise<Result[]> {
  const results: Result[] = [];
  let sent = 0;
  const sendSome = async (): Promise<void> => {
    while (sent < ROUNDS) {
      sent += 1;
      results.push(await send(`"<${sent}:${sent}>${'a'.repeat(random(300))}"`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendSome));
  return results;
}

it('every response that is whole, cut anywhere, comes to its own request', async () => {
  const results = await sendAll();

  expect(results.filter(({ sent, text, error }) => error !== undefined || text !== sent)).toEqual(
    [],
  );
});

it('no corrupt response comes to another request, and every request ends once', async () => {
  mayCorrupt = true;

  const results = await sendAll();
  await new Promise(setImmediate);

  // One fault never changes both halves of a mark alike.
  const isForeign = ({ sent, text }: Result): boolean => {
    const mark = /<(\d+):\1>/u.exec(text)?.[0];
    return mark !== undefined && !sent.includes(mark);
  };
  expect(results.filter(isForeign)).toEqual([]);
  expect(results.filter(({ ends }) => ends() !== 1)).toEqual([]);
  expect(results.filter(({ error }) => error !== undefined).length).toBeGreaterThan(ROUNDS / 10);
});
