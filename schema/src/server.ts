import { fileURLToPath } from 'node:url';

import { openDatabase } from '@supergraph/kit/database';
import { drainOnStop } from '@supergraph/kit/drain';
import { newId } from '@supergraph/kit/ids';
import { createLogger } from '@supergraph/kit/log';
import { createMetrics } from '@supergraph/kit/metrics';
import { databaseFileOf } from '@supergraph/kit/settings';

import { createComposer } from '#src/composition/composer.ts';
import { createRegistry } from '#src/registry/registry.ts';
import { readRegistrySettings } from '#src/registry/settings.ts';
import { createJudge } from '#src/verdicts/create-judge.ts';

const SWEEP_MS = 500;
/** What takes longer to judge is refused, or taken unjudged when breaking is allowed. */
const JUDGE_WITHIN_MS = 30_000;

const { base, port, callerKeys, composeWithinMs, ...settings } = readRegistrySettings(process.env);
const log = createLogger({ service: 'registry', level: base.LOG_LEVEL });
const db = openDatabase({
  file: databaseFileOf('registry', base),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
});
const composer = createComposer({ timeoutMs: composeWithinMs });
const judging = createJudge({ timeoutMs: JUDGE_WITHIN_MS });
const trialComposer = createComposer({ startsLate: true });
const trialJudging = createJudge({ startsLate: true });
const registry = await createRegistry({
  db,
  now: Date.now,
  newId,
  log,
  metrics: createMetrics('registry'),
  composer,
  judge: judging.judge,
  trials: { composer: trialComposer, judge: trialJudging.judge },
  ...settings,
  callerKeys,
  sweepMs: SWEEP_MS,
});
if (Object.keys(callerKeys).length === 0) {
  log.warn('no caller is known: set CALLER_KEYS, or DATA_DIR to a folder with keys.json');
}
const url = await registry.listen({ port, host: base.HOST });
log.info({ url, readyMs: Math.round(process.uptime() * 1000) }, 'ready');
process.send?.({ type: 'ready', url });

drainOnStop(log, async () => {
  await registry.close();
  const threads = [composer, judging, trialComposer, trialJudging];
  await Promise.all(threads.map((thread) => thread[Symbol.asyncDispose]()));
  db[Symbol.dispose]();
});
