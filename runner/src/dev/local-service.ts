import type { Sleep } from '@supergraph/kit/clock';

import { type ProcessSpec, type Supervised, supervise } from '#src/supervise.ts';

import type { LastLines } from './last-lines.ts';

export interface LocalServiceDeps {
  readonly logs: LastLines;
  readonly say: (text: string) => void;
  readonly sleep: Sleep;
  readonly cwd: string;
}

export interface LocalService {
  /** Resolves when it first served. */
  readonly ready: Promise<void>;
  /** Ends the process and starts it anew. One at a time: who asks meanwhile gets one more, however often. */
  restart(why: string): void;
  stop(): Promise<void>;
}

/** A process of a session: it comes back when it crashes, and when it is told to. */
export function startLocalService(spec: ProcessSpec, deps: LocalServiceDeps): LocalService {
  const { logs, say } = deps;
  const served = Promise.withResolvers<void>();
  const start = (): Supervised => {
    const supervised = supervise(spec, {
      ...deps,
      onCrash: (reason) => say(describeCrash(spec.name, reason, logs.of(spec.name))),
    });
    // One that crashes as it starts may be told to start again before it ever served.
    void supervised.ready.then(served.resolve);
    return supervised;
  };
  let current = start();
  let isStopped = false;
  let working = Promise.resolve();
  let isAsked = false;

  const restartOnce = async (): Promise<void> => {
    isAsked = false;
    await current.stop();
    if (!isStopped) {
      current = start();
    }
  };

  return {
    ready: served.promise,
    restart(why) {
      if (isStopped || isAsked) {
        return;
      }
      isAsked = true;
      say(`${spec.name}: ${why}, starts again`);
      working = working.then(restartOnce);
    },
    async stop() {
      isStopped = true;
      await Promise.all([working, current.stop()]);
    },
  };
}

function describeCrash(name: string, reason: string, last: readonly string[]): string {
  const lines = last.map((line) => `    ${line}`);
  return [
    `${name} ended by itself (${reason}). The others go on; it is started again. It said last:`,
    ...(lines.length > 0 ? lines : ['    nothing']),
  ].join('\n');
}
