import { parentPort } from 'node:worker_threads';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { lintSubgraphs } from '#src/lint/lint-subgraphs.ts';

import { composeSupergraph } from './compose.ts';
import { emptyPlaces } from './light-places.ts';
import type { LintedComposition } from './light-places.ts';

/** What the worker is sent: texts, which cross threads cheaply. */
export interface Task {
  readonly subgraphs: readonly SubgraphSdl[];
  readonly lastGood: readonly SubgraphSdl[];
}

export type Answer = { readonly composition: LintedComposition } | { readonly failure: string };

function answer({ subgraphs, lastGood }: Task): Answer {
  try {
    const composition = composeSupergraph(subgraphs, lastGood);
    const linted = composition.ok
      ? { ...composition, findings: lintSubgraphs(subgraphs) }
      : composition;
    return { composition: emptyPlaces(linted) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (task: Task) => {
  // A thread is no window: there is no origin to aim at.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer(task));
});
