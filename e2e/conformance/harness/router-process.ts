import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Answer, Engine, Operation } from './compare.ts';
import { CONFIG } from './config.ts';

const SERVER = path.join(import.meta.dirname, '../../../router/src/server.ts');
const LOADED = '"msg":"supergraph loaded"';
const REFUSED = '"msg":"supergraph refused';

/** Our router as its operators run it. One process serves the supergraphs in turn: the file it watches is replaced. */
export interface RouterProcess extends Engine {
  /** Resolves when the router serves this supergraph. */
  load(sdl: string): Promise<void>;
}

export async function spawnRouter(sdl: string): Promise<RouterProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  const [supergraph, config] = [
    path.join(folder, 'supergraph.graphql'),
    path.join(folder, 'router.yaml'),
  ];
  await writeFile(supergraph, sdl);
  // YAML takes JSON.
  await writeFile(config, JSON.stringify({ ...CONFIG, supergraph: { pollMs: 20 } }));
  const child = spawn(
    process.execPath,
    [SERVER, '--supergraph', supergraph, '--port', '0', '--config', config],
    { env: {}, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output = new Output(child);
  const ready = await output.waitFor('"msg":"ready"');
  const url = /"url":"(?<url>[^"]+)"/u.exec(ready)?.groups?.['url'] ?? '';
  return {
    run: (operation) => post(url, operation),
    async load(next) {
      output.forget();
      // At once, so that the router never reads a half.
      await writeFile(`${supergraph}.next`, next);
      await rename(`${supergraph}.next`, supergraph);
      const line = await output.waitFor(LOADED, REFUSED);
      if (line.includes(REFUSED)) {
        throw new Error(line);
      }
    },
    async [Symbol.asyncDispose]() {
      const exit = new Promise((resolve) => {
        child.once('exit', resolve);
      });
      child.kill('SIGKILL');
      await exit;
      await rm(folder, { recursive: true });
    },
  };
}

/** What a process writes, watched for lines. */
class Output {
  #text = '';
  #check: (() => void) | undefined;
  #isOver = false;

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#text += chunk.toString();
        this.#check?.();
      });
    }
    child.once('exit', () => {
      this.#isOver = true;
      this.#check?.();
    });
  }

  forget(): void {
    this.#text = '';
  }

  /** The first line that has one of the texts. Rejects when the process ends without it. */
  waitFor(...texts: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#check = () => {
        const line = this.#text.split('\n').find((one) => texts.some((text) => one.includes(text)));
        if (line !== undefined) {
          resolve(line);
        } else if (this.#isOver) {
          reject(
            new Error(`The router ended without saying ${texts.join(' or ')}:\n${this.#text}`),
          );
        }
      };
      this.#check();
    });
  }
}

async function post(url: string, operation: Operation): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as Answer;
}
