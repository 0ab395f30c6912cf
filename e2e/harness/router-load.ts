import { type GraphQLAnswer, ask } from './router-client.ts';

export interface LoadFindings {
  sent: number;
  /** What each request that was not answered right got instead. */
  readonly wrong: string[];
  slowestMs: number;
}

export interface Load {
  /** Sends no more, waits for what is on its way, and says what was seen. */
  stop(): Promise<LoadFindings>;
}

export interface LoadSettings {
  readonly url: string;
  readonly perSecond: number;
  /** The operation of a request, and what it must be answered. */
  readonly operation: (at: number) => { readonly query: string; readonly data: unknown };
}

const TICK_MS = 10;

/** Sends operations at a steady rate, whether earlier ones are answered or not. */
export function startLoad({ url, perSecond, operation }: LoadSettings): Load {
  const findings: LoadFindings = { sent: 0, wrong: [], slowestMs: 0 };
  const open = new Set<Promise<void>>();
  const started = performance.now();
  const sendOne = async (at: number): Promise<void> => {
    const { query, data } = operation(at);
    const found = await ask(url, { query }).catch((error: unknown) => String(error));
    judge(found, data, findings);
  };
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) * perSecond) / 1000);
    for (; findings.sent < due; findings.sent += 1) {
      const one = sendOne(findings.sent);
      open.add(one);
      void one.finally(() => open.delete(one));
    }
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      return findings;
    },
  };
}

function judge(found: GraphQLAnswer | string, data: unknown, findings: LoadFindings): void {
  if (typeof found === 'string') {
    findings.wrong.push(found);
    return;
  }
  findings.slowestMs = Math.max(findings.slowestMs, found.ms);
  if (found.status !== 200 || found.errors.length > 0 || !isEqual(found.data, data)) {
    findings.wrong.push(`${found.status} ${found.text}`);
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
