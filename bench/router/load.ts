import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

import { pin } from './process.ts';

export const CONNECTIONS = 50;

export interface LoadOptions {
  readonly url: string;
  readonly body: string;
  readonly seconds: number;
  /** Where files may be put. */
  readonly directory: string;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers other than 2xx, and connections that failed. */
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const run = promisify(execFile);
const hasWrk = spawnSync('wrk', ['-v']).error === undefined;

/** wrk where it is installed, because it takes the least of the core that it shares with the subgraphs. */
export const LOAD_TOOL = hasWrk ? 'wrk' : 'autocannon';

export function applyLoad(options: LoadOptions): Promise<LoadResult> {
  return hasWrk ? runWrk(options) : runAutocannon(options);
}

async function runWrk({ url, body, seconds, directory }: LoadOptions): Promise<LoadResult> {
  const script = path.join(directory, 'load.lua');
  writeFileSync(
    script,
    `wrk.method = "POST"
wrk.body = ${JSON.stringify(body)}
wrk.headers["content-type"] = "application/json"
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\\nRESULT %d %d %f %f\\n", summary.requests, failed,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`,
  );
  const wrk = [
    'wrk',
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '-s',
    script,
    `${url}/graphql`,
  ];
  const { stdout } = await run(...pin('load', wrk));
  const found = /^RESULT (.*)$/mu.exec(stdout)?.[1];
  if (found === undefined) {
    throw new Error(`wrk said:\n${stdout}`);
  }
  const [requests = 0, failures = 0, p50Ms = 0, p99Ms = 0] = found.split(' ').map(Number);
  return { requests, failures, p50Ms, p99Ms };
}

interface AutocannonOutput {
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
  readonly latency: { readonly p50: number; readonly p99: number };
}

async function runAutocannon({ url, body, seconds }: LoadOptions): Promise<LoadResult> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const load = ['-m', 'POST', '-H', 'content-type=application/json', '-b', body];
  const shape = ['-j', '-n', '-c', String(CONNECTIONS), '-d', String(seconds)];
  const command = [process.execPath, program, ...load, ...shape, `${url}/graphql`];
  const { stdout } = await run(...pin('load', command));
  const result = JSON.parse(stdout) as AutocannonOutput;
  return {
    requests: result['2xx'] + result.non2xx,
    failures: result.non2xx + result.errors,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}
