import { parentPort } from 'node:worker_threads';

export type Answer<Result> = { readonly result: Result } | { readonly failure: string };

/** The worker's side of a `Thread`: answers what it is sent by the function, and its errors by their message. */
export function answerTasks(work: (task: never) => unknown): void {
  parentPort?.on('message', (task: unknown) => void answerTask(() => work(task as never)));
}

async function answerTask(work: () => unknown): Promise<void> {
  const answer = await settle(work);
  // A thread is no window: there is no origin to aim at.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer);
}

async function settle(work: () => unknown): Promise<Answer<unknown>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
