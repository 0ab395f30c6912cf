import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { RequestContext } from '@supergraph/kit/request-context';
import { type TestService, createTestFolder, createTestService } from '@supergraph/kit/testing';
import { decodeJwt } from 'jose';
import { vi } from 'vitest';

import { insertCustomer } from '#src/data/customers.ts';
import { type Hasher, createHasher } from '#src/hasher.ts';
import type { Settings } from '#src/settings.ts';
import { defineCustomers } from '#src/subgraph.ts';
import type { CustomerRow } from '#src/tables.ts';

export const PASSWORD = 'correct horse battery';
export const START = Date.UTC(2026, 0, 31, 8);
export const MINUTE_MS = 60_000;

const scrypt = createHasher({ logN: 4, p: 1 });
const passwordHash = await scrypt.hash(PASSWORD);

export type Request = Partial<RequestContext>;

export interface TestCustomers extends AsyncDisposable {
  readonly service: TestService<Settings>;
  /** What the service takes for the time; a test sets it. */
  readonly clock: { at: number };
  /** How often a password was hashed or verified. */
  readonly hashed: { hash: number; verify: number };
  /** What happens while a password is verified. */
  readonly meanwhile: { run: () => Promise<unknown> };
  /** The mails so far, decoded. */
  mails(): string[];
  /** Does what every start does, on the same file. */
  restart(): Promise<void>;
}

/** The service with cheap hashes that are counted, a clock that stands still and a folder of its own. */
export async function startCustomers(
  settings: Readonly<Record<string, string>> = {},
): Promise<TestCustomers> {
  const folder = createTestFolder();
  const clock = { at: START };
  const hashed = { hash: 0, verify: 0 };
  const meanwhile: TestCustomers['meanwhile'] = { run: () => Promise.resolve() };
  const hasher: Hasher = {
    hash: (password) => {
      hashed.hash += 1;
      return scrypt.hash(password);
    },
    verify: async (password, stored) => {
      hashed.verify += 1;
      await meanwhile.run();
      return scrypt.verify(password, stored);
    },
  };
  const definition = defineCustomers({ hasher });
  const service = await createTestService(definition, {
    settings: { DATA_DIR: folder.path, ...settings },
    now: () => clock.at,
  });
  return {
    service,
    clock,
    hashed,
    meanwhile,
    mails: () => readMails(path.join(folder.path, 'mail')),
    restart: async () => definition.create(service.deps).prepare?.(),
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** A valid, verified customer whose password is PASSWORD. */
export function buildCustomer(columns: Partial<CustomerRow> = {}): typeof columns & CustomerRow {
  const id = columns.id ?? 'cus_ada';
  return {
    id,
    email: `${id}@example.com`,
    emailVerifiedAt: START,
    passwordHash,
    firstName: 'Ada',
    lastName: 'Lovelace',
    publicName: 'Ada L.',
    phone: null,
    locale: 'en',
    marketingConsent: false,
    groups: [],
    roles: [],
    status: 'ACTIVE',
    version: 1,
    createdAt: START,
    erasedAt: null,
    ...columns,
  };
}

export async function addCustomer(
  { service }: TestCustomers,
  columns: Partial<CustomerRow> = {},
): Promise<CustomerRow> {
  return service.db.transaction((tx) => insertCustomer(tx, buildCustomer(columns)));
}

const LOGIN = /* GraphQL */ `
  mutation ($input: LoginInput!) {
    login(input: $input) {
      customer {
        id
      }
      accessToken
      refreshToken
      verificationRequired
      errors {
        __typename
        ... on UserError {
          code
          path
        }
        ... on RateLimitedError {
          retryAfterMs
        }
      }
    }
  }
`;

export interface Login {
  readonly email: string;
  readonly password?: string;
  readonly rememberMe?: boolean;
}

/** One try to sign in, as the client sees it. */
export async function tryLogin(
  { service }: TestCustomers,
  { email, password = PASSWORD, rememberMe = false }: Login,
  request: Request = {},
) {
  const answer = await service.execute(LOGIN, { input: { email, password, rememberMe } }, request);
  return answer.data.login;
}

export interface SignedInClient {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** What the router would send with the next request of this client. */
  readonly request: Request;
}

/** A client that signed in with a cookie. */
export async function signIn(
  customers: TestCustomers,
  login: Login,
  request: Request = {},
): Promise<SignedInClient> {
  const { accessToken } = await tryLogin(customers, login, request);
  return {
    accessToken,
    refreshToken: lastCookie(customers),
    request: { ...request, claims: claimsOf(accessToken) },
  };
}

/** The claims as the router would hand them on after it verified the token. */
export function claimsOf(accessToken: string): RequestContext['claims'] {
  const { sub, sid, roles, scopes, groups } =
    decodeJwt<NonNullable<RequestContext['claims']>>(accessToken);
  return { sub, sid, roles, scopes, groups };
}

/** Waits for what happens after the answer, such as a mail; a busy machine may take its time. */
export function eventually<Value>(read: () => Value): Promise<Value> {
  return vi.waitFor(read, { timeout: 10_000, interval: 10 });
}

/** The refresh token of the latest cookie. */
export function lastCookie({ service }: TestCustomers): string {
  return /^refresh_token=([^;]*)/u.exec(service.cookies.at(-1) ?? '')?.[1] ?? '';
}

/** The token in the link of the latest mail that has this text. */
export function findMailedToken(customers: TestCustomers, text: string): string | undefined {
  const mail = customers.mails().findLast((candidate) => candidate.includes(text));
  return /\/\w+#([\w-]+)/u.exec(mail ?? '')?.[1];
}

function readMails(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const mails = files.filter((file) => file.endsWith('.eml'));
  return mails.map((file) => decodeMail(readFileSync(path.join(folder, file), 'utf8')));
}

/** Undoes quoted-printable, which breaks long links into several lines. */
function decodeMail(source: string): string {
  return source
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    );
}
