import type { Job } from '@supergraph/kit/jobs';

import type { Deps } from '#src/context.ts';
import { deleteOldWebhooks } from '#src/data/webhooks.ts';
import { captureAgain } from '#src/work/capture.ts';
import { forgetTokens } from '#src/work/forget.ts';
import { joinWebhooks, lookUpOpen } from '#src/work/look-up.ts';
import { sendRefunds } from '#src/work/refund.ts';
import { takeBackWaiting } from '#src/work/void.ts';

const SOON_MS = 250;
const LATER_MS = 5000;
const DAY_MS = 86_400_000;
/** Longer than the provider sends one again. */
const KEEP_WEBHOOKS_MS = 30 * DAY_MS;

/** What payments does by itself. Several processes may do it at once: the provider has one effect by key. */
export function createJobs(deps: Deps): readonly Job[] {
  return [
    { name: 'webhooks', everyMs: SOON_MS, run: () => joinWebhooks(deps) },
    { name: 'refunds', everyMs: SOON_MS, run: () => sendRefunds(deps) },
    { name: 'voids', everyMs: SOON_MS * 4, run: () => takeBackWaiting(deps) },
    { name: 'captures', everyMs: LATER_MS, run: () => captureAgain(deps) },
    { name: 'open-payments', everyMs: LATER_MS, run: () => lookUpOpen(deps) },
    { name: 'forgotten-methods', everyMs: LATER_MS, run: () => forgetTokens(deps) },
    {
      name: 'webhook-purge',
      everyMs: DAY_MS / 24,
      run: () => deps.db.transaction((tx) => deleteOldWebhooks(tx, deps.now() - KEEP_WEBHOOKS_MS)),
    },
  ];
}
