import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Clock } from '@supergraph/kit/clock';
import type { Database } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';
import type { NewId } from '@supergraph/kit/ids';
import { z } from 'zod';

import { assertAdmin } from '#src/registry/authorize.ts';
import { insertAudit } from '#src/registry/data/audit.ts';
import {
  findToken,
  findTokenByName,
  insertToken,
  revokeToken as markRevoked,
} from '#src/registry/data/tokens.ts';
import { subgraphName } from '#src/registry/input.ts';
import type { Principal } from '#src/registry/principal.ts';
import { parseInput } from '#src/registry/parse-input.ts';
import type { TokenRow } from '#src/registry/tables.ts';

export interface TokenDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: NewId;
}

const SECRET_BYTES = 32;
const TOKEN_FORM = /^(?<id>tok_[0-9A-Z]{26})\.(?<secret>[\w-]{43})$/u;
const MAX_DAYS = 3660;
const DAY_MS = 86_400_000;

const tokenInput = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/u, 'is in lower case: letters, digits, dashes'),
  isAdmin: z.boolean().default(false),
  isRouter: z.boolean().default(false),
  subgraphs: z.array(subgraphName).max(200).default([]),
  expiresInDays: z.number().positive().max(MAX_DAYS).optional(),
});
export type TokenInput = z.input<typeof tokenInput>;

export interface NewToken {
  /** The only time that it is to be seen. */
  readonly secret: string;
  readonly row: TokenRow;
}

/** Creates a token for a team. Throws CONFLICT when the name is taken. */
export async function createToken(
  deps: TokenDeps,
  principal: Principal,
  input: TokenInput,
): Promise<NewToken> {
  await assertAdmin(deps, principal, { action: 'create the token', subject: input.name });
  const { expiresInDays, ...grant } = parseInput(tokenInput, input);
  const id = deps.newId('tok');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const at = deps.now();
  const row: TokenRow = {
    id,
    ...grant,
    secretHash: hashSecret(secret).toString('hex'),
    createdAt: at,
    createdBy: principal.name,
    expiresAt: expiresInDays === undefined ? null : at + Math.round(expiresInDays * DAY_MS),
    revokedAt: null,
  };
  await deps.db.transaction(async (tx) => {
    if ((await findTokenByName(tx, row.name)) !== undefined) {
      throw new ClientError('CONFLICT', `There is a token "${row.name}" already.`);
    }
    await insertToken(tx, row);
    const entry = { at, actor: principal.name, action: 'create the token', subject: row.name };
    await insertAudit(tx, { ...entry, outcome: 'DONE', detail: null });
  });
  return { secret: `${id}.${secret}`, row };
}

/** Ends a token at once. A name stays taken, so that the audit log stays clear. */
export async function revokeToken(
  deps: TokenDeps,
  principal: Principal,
  name: string,
): Promise<TokenRow> {
  await assertAdmin(deps, principal, { action: 'revoke the token', subject: name });
  return deps.db.transaction(async (tx) => {
    const row = await findTokenByName(tx, name);
    if (row === undefined) {
      throw new ClientError('NOT_FOUND', `There is no token "${name}".`);
    }
    const revokedAt = row.revokedAt ?? deps.now();
    await markRevoked(tx, row.id, revokedAt);
    const entry = { at: deps.now(), actor: principal.name, action: 'revoke the token' };
    await insertAudit(tx, { ...entry, subject: name, outcome: 'DONE', detail: null });
    return { ...row, revokedAt };
  });
}

/** Whose token this is. Throws UNAUTHENTICATED; only its holder is told that a token has expired. */
export async function readToken(
  { db, now }: Pick<TokenDeps, 'db' | 'now'>,
  text: string,
): Promise<Principal> {
  const { id = '', secret = '' } = TOKEN_FORM.exec(text)?.groups ?? {};
  const row = id === '' ? undefined : await findToken(db.reader, id);
  const isRight = timingSafeEqual(
    hashSecret(secret),
    Buffer.from(row?.secretHash ?? '00'.repeat(32), 'hex'),
  );
  if (row === undefined || !isRight) {
    throw new ClientError('UNAUTHENTICATED', 'There is no such token.');
  }
  assertValid(row, now());
  const { name, isAdmin, isRouter, subgraphs } = row;
  return { name: `token:${name}`, isAdmin, isRouter, subgraphs };
}

function assertValid({ name, revokedAt, expiresAt }: TokenRow, now: number): void {
  if (revokedAt !== null) {
    throw new ClientError('UNAUTHENTICATED', `The token "${name}" was revoked.`);
  }
  if (expiresAt !== null && expiresAt <= now) {
    const since = new Date(expiresAt).toISOString();
    throw new ClientError('UNAUTHENTICATED', `The token "${name}" expired on ${since}.`);
  }
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
