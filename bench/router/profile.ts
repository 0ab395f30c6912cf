// Where the router's time goes: `node bench/router/profile.ts [heavy|medium|small] [router-without-deduplication]`
// puts it under load with --cpu-prof and prints self time by kind of code and by function.
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { listContestants } from './contestants/contestants.ts';
import { openField } from './field.ts';
import { applyLoad } from './load.ts';
import { QUERIES } from './queries/queries.ts';

const WARM_UP_SECONDS = 4;
const SECONDS = 6;
const FUNCTIONS = 45;

interface Frame {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
  };
}

interface Profile {
  readonly startTime: number;
  readonly endTime: number;
  readonly nodes: readonly Frame[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['undici', /\/undici\//u],
  [
    'node http and net',
    /^node:(_http|http|internal\/http|net|internal\/(stream|net|js_stream|timers)|_stream|stream|internal\/streams)/u,
  ],
  ['node, other', /^node:/u],
  ['logging', /\/(pino|sonic-boom|thread-stream)\//u],
  ['packages', /node_modules/u],
  ['own code', /\/(router|kit)\/src\//u],
];

function nameKind({ functionName, url }: Frame['callFrame']): string {
  if (url === '') {
    const native = /^\((garbage collector|program|idle)\)$/u.exec(functionName)?.[1];
    return native ?? 'generated code and natives';
  }
  return KINDS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'generated code and natives';
}

function nameFunction({ functionName, url, lineNumber }: Frame['callFrame']): string {
  const file = url.replace(/^.*\/(router\/src|kit\/src|node_modules)\//u, '').slice(-60);
  return `${functionName || '(anonymous)'} ${file}${url === '' ? '' : `:${lineNumber + 1}`}`;
}

/** Microseconds by name; idle time is left out. */
function sumUp(profile: Profile, name: (frame: Frame['callFrame']) => string): Map<string, number> {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const sums = new Map<string, number>();
  // Without the start and the warm-up, which the load of SECONDS came after.
  const begin = profile.endTime - profile.startTime - SECONDS * 1e6;
  let elapsed = 0;
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    const microseconds = profile.timeDeltas[index] ?? 0;
    elapsed += microseconds;
    if (elapsed > begin && frame !== undefined && frame.functionName !== '(idle)') {
      const key = name(frame);
      sums.set(key, (sums.get(key) ?? 0) + microseconds);
    }
  }
  return sums;
}

function print(sums: ReadonlyMap<string, number>, limit: number): void {
  const total = [...sums.values()].reduce((sum, part) => sum + part, 0);
  const rows = [...sums].toSorted(([, one], [, other]) => other - one).slice(0, limit);
  for (const [name, microseconds] of rows) {
    console.log(`${((microseconds / total) * 100).toFixed(1).padStart(5)} %  ${name}`);
  }
}

async function takeProfile(queryName: string, contestantName: string): Promise<Profile> {
  await using field = await openField();
  const query = QUERIES.find(({ name }) => name === queryName);
  const contestant = listContestants().find(({ name }) => name === contestantName);
  if (query === undefined || contestant === undefined) {
    throw new Error(`There is no query "${queryName}" or no contestant "${contestantName}".`);
  }
  const directory = path.join(field.directory, 'profile');
  mkdirSync(directory);
  const flags = ['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${directory}`];
  const target = await field.start(contestant, flags);
  const load = { url: target.url, body: query.body, directory: field.directory };
  await applyLoad({ ...load, seconds: WARM_UP_SECONDS });
  const { requests } = await applyLoad({ ...load, seconds: SECONDS });
  console.log(`${queryName}, ${contestantName}: ${requests} requests in ${SECONDS} s\n`);
  await target.stop();
  const file = readdirSync(directory)[0] ?? '';
  return JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as Profile;
}

const [queryName = 'heavy', contestantName = 'router-without-deduplication'] =
  process.argv.slice(2);
const profile = await takeProfile(queryName, contestantName);
print(sumUp(profile, nameKind), 20);
console.log();
print(sumUp(profile, nameFunction), FUNCTIONS);
