import { parentPort } from 'node:worker_threads';

import type { Case, Judgement } from '#src/registry/collaborators.ts';

import { findInvalidOperations } from './find-invalid-operations.ts';
import { judgeChanges } from './judge-changes.ts';

export interface Task {
  readonly id: number;
  readonly given: Case;
}

export type Answer = { readonly id: number } & (
  | { readonly judgement: Judgement }
  | { readonly failure: string }
);

function answer({ id, given }: Task): Answer {
  try {
    const changes = judgeChanges(given);
    return { id, judgement: { changes, planDifferences: findInvalidOperations(given) } };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (task: Task) => {
  // A thread is no window: there is no origin to aim at.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer(task));
});
