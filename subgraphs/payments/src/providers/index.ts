import type { Clock } from '@supergraph/kit/clock';
import type { Logger } from '@supergraph/kit/log';

import type { Settings } from '#src/settings.ts';

import { authorizeAlpha, createAlpha } from './alpha.ts';
import { authorizeBeta, createBeta } from './beta.ts';
import { createCall } from './call.ts';
import type { Provider } from './provider.ts';

const ADAPTERS = {
  alpha: { create: createAlpha, authorize: authorizeAlpha },
  beta: { create: createBeta, authorize: authorizeBeta },
} as const;

/** The provider that the settings name; undefined when they name none. */
export function createProvider(
  settings: Settings,
  { now, log }: { readonly now: Clock; readonly log: Logger },
): Provider | undefined {
  const { PAYMENT_PROVIDER_URL: url, PAYMENT_PROVIDER_SECRET: secret } = settings;
  if (url === undefined || secret === undefined) {
    return undefined;
  }
  const adapter = ADAPTERS[settings.PAYMENT_PROVIDER_DIALECT];
  const call = createCall({ url, now, log, headers: adapter.authorize(secret) });
  return adapter.create({ call, secret });
}
