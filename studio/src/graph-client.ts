import { DEMO_LOGINS, LOGOUT_REQUEST, loginRequest } from '../demo-logins.ts';
import type { DemoLogin } from '../demo-logins.ts';
import { ENDPOINTS } from '../graph-context.ts';

import { fillVariables, isRecord } from './fill-variables.ts';
import type { Session, SessionState } from './session.ts';

export interface GraphClient {
  /** `fetch` for the editor: fills placeholders, adds the session's headers, learns from answers. */
  readonly fetch: typeof fetch;
  /** Signs in with a demo login. Says why when it cannot. */
  readonly signIn: (login: DemoLogin) => Promise<string | null>;
  readonly signOut: () => Promise<void>;
  /** Signs in unless the right person is: `needs` is `login` for anybody or the name of a login. */
  readonly ensureSignedIn: (needs: string) => Promise<string | null>;
}

export interface GraphClientDeps {
  readonly session: Session;
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly random: () => string;
}

interface GraphRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

// Not every endpoint has what signing in takes.
const SIGN_IN_URL = ENDPOINTS[0];

export function createGraphClient(deps: GraphClientDeps): GraphClient {
  const { session } = deps;

  const ask = (request: GraphRequest): Promise<unknown> =>
    send({ ...deps, url: SIGN_IN_URL }, {}, request).then((response) => response.json());

  async function signIn(login: DemoLogin): Promise<string | null> {
    // A token of before would be refused when it is too old, and with it the login.
    session.update({ signIn: null, login: null });
    const answer = await ask(loginRequest(login)).catch(() => null);
    if (!session.state().signIn) {
      return readMessage(answer) ?? `${SIGN_IN_URL} does not answer.`;
    }
    session.update({ login: login.name });
    return null;
  }

  return {
    async fetch(_input, init) {
      const request: unknown = JSON.parse(typeof init?.body === 'string' ? init.body : 'null');
      if (!isGraphRequest(request)) {
        throw new TypeError('The editor sends a query.');
      }
      const { variables, missing } = fillVariables(request.variables, {
        // Carried values outlive a reload of the page, answers do not.
        answers: [...session.answers(), session.state().carried],
        random: deps.random,
      });
      if (missing.length > 0) {
        return refuse(missing);
      }
      const renew = () => renewSignIn(session, signIn);
      return stayingSignedIn(deps, renew, () => send(deps, init ?? {}, { ...request, variables }));
    },
    signIn,
    async signOut() {
      await ask(LOGOUT_REQUEST).catch(() => null);
      session.update({ signIn: null, login: null });
    },
    async ensureSignedIn(needs) {
      const { signIn: current, login } = session.state();
      if (current && (needs === 'login' || needs === login)) {
        return null;
      }
      const wanted = DEMO_LOGINS.find(({ name }) => name === needs) ?? DEMO_LOGINS[0];
      return wanted ? signIn(wanted) : `There is no demo login "${needs}".`;
    },
  };
}

async function send(deps: GraphClientDeps, init: RequestInit, request: GraphRequest) {
  const { session, now } = deps;
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  // The name in logs and in the list of sessions.
  headers.set('x-client-name', 'studio');
  for (const [name, value] of Object.entries(session.headers())) {
    // What the person wrote into the headers editor wins.
    if (!headers.has(name)) {
      headers.set(name, value);
    }
  }
  const started = now();
  const response = await deps.fetch(deps.url, {
    ...init,
    method: 'POST',
    headers,
    body: JSON.stringify(request),
  });
  if (request.operationName !== 'IntrospectionQuery') {
    const correlationId = response.headers.get('x-correlation-id');
    session.update({
      lastAnswer: { status: response.status, tookMs: Math.round(now() - started), correlationId },
    });
    const answer: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    session.remember(isRecord(answer) ? answer['data'] : null);
  }
  return response;
}

/** Sends with a sign-in that holds: renews it when it has ended, and when the graph says so. */
async function stayingSignedIn(
  { session, now }: GraphClientDeps,
  renew: () => Promise<void>,
  sendOnce: () => Promise<Response>,
): Promise<Response> {
  if (isExpired(session.state(), now())) {
    await renew();
  }
  const response = await sendOnce();
  if (response.status !== 401 || !session.state().signIn) {
    return response;
  }
  // The graph does not know the token any more: it was restarted with other keys, say.
  await renew();
  return sendOnce();
}

function isExpired({ signIn }: SessionState, now: number): boolean {
  return signIn?.expiresAt != null && Date.parse(signIn.expiresAt) <= now;
}

// Access tokens end after minutes; whoever clicked a demo login meant to stay signed in.
async function renewSignIn(session: Session, signIn: GraphClient['signIn']): Promise<void> {
  const { login } = session.state();
  const demo = DEMO_LOGINS.find(({ name }) => name === login);
  await (demo ? signIn(demo) : session.update({ signIn: null, login: null }));
}

function refuse(missing: readonly string[]): Response {
  const names = [...new Set(missing)].map((name) => `{{${name}}}`).join(', ');
  const message = `Not sent: no answer so far has a value for ${names}. Run the example before this one first.`;
  return Response.json({ errors: [{ message }] });
}

function isGraphRequest(value: unknown): value is GraphRequest {
  return isRecord(value) && typeof value['query'] === 'string';
}

// The first message of an answer, of its errors or of the errors within a payload.
function readMessage(answer: unknown): string | null {
  if (isRecord(answer) && typeof answer['message'] === 'string') {
    return answer['message'];
  }
  if (typeof answer !== 'object' || answer === null) {
    return null;
  }
  for (const child of Object.values(answer)) {
    const message = readMessage(child);
    if (message !== null) {
      return message;
    }
  }
  return null;
}
