import path from 'node:path';

import { createKeyedHash } from '@supergraph/kit/keyed-hash';
import { createMailer } from '@supergraph/kit/mail';
import { enableSecureDelete } from '@supergraph/kit/secure-delete';
import { type ServiceDeps, defineService } from '@supergraph/kit/service';

import { createTakeAttempt } from './attempts.ts';
import { createBackground } from './background.ts';
import { type Services, createContext } from './context.ts';
import { createDemoLogins } from './demo-logins.ts';
import { events } from './events.ts';
import { type Hasher, createHasher } from './hasher.ts';
import { createJobs } from './jobs.ts';
import { addJwksRoute } from './jwks-route.ts';
import { createKeyRing } from './key-ring.ts';
import { createPost } from './postbox.ts';
import { resolvers } from './resolvers/index.ts';
import { newToken } from './secrets.ts';
import { type Settings, settingsShape } from './settings.ts';

/** The service with the hasher it works with; tests pass one that counts, or that costs less. */
export function defineCustomers({ hasher }: { readonly hasher: Hasher }) {
  return defineService({
    name: 'customers',
    folder: new URL('..', import.meta.url),
    settings: settingsShape,
    create(deps) {
      const { db, now, settings, log } = deps;
      const services = createServices(deps, hasher);
      return {
        resolvers,
        createContext: (request) => createContext(services, request),
        events,
        routes: (app) => addJwksRoute(app, services.keys),
        jobs: createJobs({ db, now, keys: services.keys }),
        prepare: async () => {
          await db.transaction(enableSecureDelete);
          await services.keys.rotate();
          // Read before the first transaction that needs it: a transaction must not wait for another.
          await services.keyedHash('');
          if (settings.DEMO_LOGINS) {
            log.warn('demo logins with a public password are on');
            await createDemoLogins(services);
          }
        },
      };
    },
  });
}

function createServices(deps: ServiceDeps<Settings>, hasher: Hasher): Services {
  const { db, now, newId, publish, log, settings } = deps;
  const keyedHash = createKeyedHash(db);
  const runInBackground = createBackground(log);
  const mailer = createMailer(
    settings.SMTP_URL === undefined
      ? { folder: path.join(settings.DATA_DIR, 'mail') }
      : { smtpUrl: settings.SMTP_URL },
  );
  return {
    db,
    now,
    newId,
    newToken,
    publish,
    hasher,
    runInBackground,
    keyedHash,
    keys: createKeyRing({ db, now, settings }),
    takeAttempt: createTakeAttempt({ db, now, keyedHash, settings }),
    post: createPost({ mailer, runInBackground, storefrontUrl: settings.STOREFRONT_URL }),
    secureCookies: settings.COOKIE_SECURE ?? settings.NODE_ENV === 'production',
  };
}

export const customers = defineCustomers({ hasher: createHasher() });
