import type { Clock } from '@supergraph/kit/clock';
import type { Database, Transaction } from '@supergraph/kit/database';
import type { Publish } from '@supergraph/kit/events';
import type { NewId } from '@supergraph/kit/ids';
import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import { networkOf } from '@supergraph/kit/network-address';
import type { RequestContext } from '@supergraph/kit/request-context';

import type { TakeAttempt } from './attempts.ts';
import type { RunInBackground } from './background.ts';
import { type AuditAction, insertAudit } from './data/audits.ts';
import type { Hasher } from './hasher.ts';
import type { KeyRing } from './key-ring.ts';
import { type Loaders, createLoaders } from './loaders.ts';
import type { Post } from './postbox.ts';
import type { NewToken } from './secrets.ts';

/** What is made once per process and every resolver can reach. */
export interface Services {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: NewId;
  readonly newToken: NewToken;
  readonly publish: Publish;
  readonly hasher: Hasher;
  readonly keys: KeyRing;
  readonly keyedHash: KeyedHash;
  readonly takeAttempt: TakeAttempt;
  readonly post: Post;
  readonly runInBackground: RunInBackground;
  readonly secureCookies: boolean;
}

export interface Context extends Services {
  readonly request: RequestContext;
  readonly loaders: Loaders;
  /** Notes who did what, in the transaction of the deed. */
  readonly note: (tx: Transaction, entry: AuditNote) => Promise<void>;
}

export interface AuditNote {
  readonly action: AuditAction;
  readonly customerId: string | null;
}

/** What the resolvers of one request can reach. */
export function createContext(services: Services, request: RequestContext): Context {
  const { db, now, keyedHash } = services;
  return {
    ...services,
    request,
    loaders: createLoaders(db.reader, now),
    note: async (tx, { action, customerId }) =>
      insertAudit(tx, {
        action,
        customerId,
        actor: request.claims?.sub ?? null,
        ipHash: await keyedHash(`audit network ${networkOf(request.clientAddress)}`),
        at: now(),
      }),
  };
}
