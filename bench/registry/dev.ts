// `graph dev` over this project's subgraphs: how long it takes from a saved schema until the router shows it, and until what is
// new in it is answered. `node bench/registry/dev.ts [--saves N] [--keep]`; --keep writes bench/results/dev.md.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {
  arch,
  availableParallelism,
  cpus,
  loadavg,
  release,
  tmpdir,
  totalmem,
  type,
} from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { type DevSession, startDevSession } from '@supergraph/e2e/dev-session';

const ROOT = path.join(import.meta.dirname, '../..');
const FIELDS = '{ __type(name: "Query") { fields { name } } }';
const CHANGED = 'catalog';
/** Between two saves: so long does the router remember that calls failed. */
const PAUSE_MS = 11_000;
/** Rarely enough not to open its circuit breaker: while the service starts again, it does not answer. */
const ANSWER_EVERY_MS = 100;

interface Saved {
  /** The router's introspection has the new field. */
  readonly visibleMs: number;
  /** The router answers the new field. */
  readonly answeredMs: number;
  /** Of that, what the session says that the publish took. */
  readonly publishMs: number;
}

/** A copy of the subgraphs, which may be changed; what they import is that of this project. */
function copyProject(folder: string): string {
  const root = path.join(folder, 'project');
  mkdirSync(root);
  for (const shared of ['kit', 'node_modules', 'package.json']) {
    symlinkSync(path.join(ROOT, shared), path.join(root, shared));
  }
  const from = path.join(ROOT, 'subgraphs');
  for (const name of readdirSync(from)) {
    cpSync(path.join(from, name), path.join(root, 'subgraphs', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  return root;
}

async function measureSave(session: DevSession, file: string, field: string): Promise<Saved> {
  const before = session.output().length;
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nextend type Query { ${field}: String }\n`);
  const startedAt = performance.now();
  await session.askUntil(FIELDS, ({ data }) => JSON.stringify(data).includes(`"${field}"`));
  const visibleMs = performance.now() - startedAt;
  while ((await session.ask(`{ ${field} }`)).errors !== undefined) {
    await wait(ANSWER_EVERY_MS);
  }
  const answeredMs = performance.now() - startedAt;
  const said = /published in (?<ms>\d+) ms/u.exec(session.output().slice(before));
  return { visibleMs, answeredMs, publishMs: Number(said?.groups?.['ms']) };
}

async function measure(saves: number): Promise<Saved[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-dev-'));
  try {
    const root = copyProject(folder);
    const file = path.join(root, 'subgraphs', CHANGED, 'schema.graphql');
    await using session = await startDevSession({ root, dataDir: path.join(folder, 'data') });
    const saved: Saved[] = [];
    // The first one warms up.
    for (let save = 0; save <= saves; save += 1) {
      await wait(PAUSE_MS);
      saved.push(await measureSave(session, file, `benchField${save}`));
    }
    return saved.slice(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
}

function render(saved: readonly Saved[], load: readonly number[]): string {
  const rows = {
    'the router shows it': saved.map(({ visibleMs }) => visibleMs),
    'the new field is answered': saved.map(({ answeredMs }) => answeredMs),
    'of that, composed and published': saved.map(({ publishMs }) => publishMs),
  };
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    '# Save to live',
    '',
    `\`pnpm bench:dev --keep\`: \`graph dev\` over a copy of this project's subgraphs, ${saved.length} saves of \`subgraphs/${CHANGED}/schema.graphql\`, each with a field more.`,
    `Time is taken from the end of the write until the answer is there; the router is asked for its schema every 10 ms, and when it has the field, for that every ${ANSWER_EVERY_MS} ms. Saves are ${PAUSE_MS / 1000} s apart.`,
    '',
    `Node ${process.version} on ${type()} ${release()} ${arch()}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB; load ${load.map((one) => one.toFixed(1)).join(', ')} when it began.`,
    '',
    '| ms | p50 | p95 | max |',
    '|---|---|---|---|',
    ...Object.entries(rows).map(
      ([name, ms]) =>
        `| ${name} | ${quantile(ms, 0.5)} | ${quantile(ms, 0.95)} | ${Math.max(...ms).toFixed(0)} |`,
    ),
    '',
  ].join('\n');
}

const { values } = parseArgs({
  options: { saves: { type: 'string', default: '20' }, keep: { type: 'boolean', default: false } },
});
const load = loadavg();
const text = render(await measure(Number(values.saves)), load);
console.log(text);
if (values.keep) {
  writeFileSync(path.join(ROOT, 'bench/results/dev.md'), text);
}
