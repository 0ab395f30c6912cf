import type { RequestHeaders, RouterResponse } from '#src/pipeline/http-message.ts';
import type { Router } from '#src/router.ts';

export interface WebHandlerOptions {
  /** The client's address, which a web Request does not have. */
  readonly addressOf?: (request: Request) => string | null;
  /** A larger body is refused with 413. */
  readonly maxBodyBytes: number;
}

/** The router for servers that speak the web's Request and Response. It costs more than the router's own front. */
export function createWebHandler(
  router: Pick<Router, 'answer'>,
  { addressOf = () => null, maxBodyBytes }: WebHandlerOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = Buffer.from(await request.arrayBuffer());
    if (body.length > maxBodyBytes) {
      return Response.json(
        { errors: [{ message: `The body is larger than ${maxBodyBytes} bytes.` }] },
        { status: 413 },
      );
    }
    const url = new URL(request.url);
    const answered = await router.answer({
      method: request.method,
      url: url.pathname + url.search,
      headers: readHeaders(request.headers),
      body,
      remoteAddress: addressOf(request),
      signal: request.signal,
    });
    return createResponse(answered);
  };
}

function readHeaders(headers: Headers): RequestHeaders {
  return Object.fromEntries(headers);
}

function createResponse({ status, headers, body }: RouterResponse): Response {
  const written = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) {
      written.append(name, one);
    }
  }
  // A Response of these has no body at all, not even an empty one.
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : new Uint8Array(Buffer.from(body)), {
    status,
    headers: written,
  });
}
