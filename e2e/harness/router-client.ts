import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface SentRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/** Sends one HTTP request exactly as given. Rejects when no answer comes, or not within `timeoutMs`. */
export function send(url: string, sent: SentRequest, timeoutMs = 10_000): Promise<Answer> {
  const { method = 'POST', path = '/graphql', body, signal } = sent;
  // Node sends the body of a GET without its length: it would be read as another request.
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const headers = { ...sent.headers, ...length };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, path, headers, agent, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
          ms: performance.now() - started,
        });
      });
    });
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`No answer within ${timeoutMs} ms.`)),
      timeoutMs,
    );
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.end(body);
  });
}

export interface GraphQLAnswer extends Answer {
  readonly data: unknown;
  readonly errors: readonly GraphQLAnswerError[];
}

export interface GraphQLAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Sends one operation as JSON by POST. */
export async function ask(
  url: string,
  params: Readonly<Record<string, unknown>>,
  sent: SentRequest = {},
): Promise<GraphQLAnswer> {
  const headers = { 'content-type': 'application/json', ...sent.headers };
  const answer = await send(url, { ...sent, headers, body: JSON.stringify(params) }, 20_000);
  const { data, errors = [] } = JSON.parse(answer.text) as Partial<GraphQLAnswer>;
  return { ...answer, data, errors };
}
