import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Contestant } from './contestants/contestants.ts';
import { composeFederation } from './federation/schemas.ts';
import { type BenchProcess, findPort, startProcess } from './process.ts';

/** The subgraphs of the benchmark, running, and what contestants are started from. */
export interface Field extends AsyncDisposable {
  readonly directory: string;
  readonly countFetches: () => Promise<number>;
  /** Starts it on the contestants' core. It is stopped with the field. */
  start(contestant: Contestant, nodeFlags?: readonly string[]): Promise<BenchProcess>;
  writeAnswers(answers: Readonly<Record<string, string>>): void;
}

export async function openField(): Promise<Field> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-router-'));
  const supergraphFile = path.join(directory, 'supergraph.graphql');
  const answersFile = path.join(directory, 'answers.json');
  const port = await findPort();
  writeFileSync(supergraphFile, composeFederation(`http://127.0.0.1:${port}`));
  const program = path.join(import.meta.dirname, 'subgraphs.ts');
  const subgraphs = await startProcess([program, String(port)], {
    core: 'load',
    port,
    logFile: path.join(directory, 'subgraphs.log'),
  });
  const running = [subgraphs];
  return {
    directory,
    writeAnswers: (answers) => writeFileSync(answersFile, JSON.stringify(answers)),
    countFetches: async () => Number(await (await fetch(`${subgraphs.url}/count`)).text()),
    start: async ({ name, nodeArgs }, nodeFlags = []) => {
      const setting = { port: await findPort(), supergraphFile, answersFile };
      const started = await startProcess([...nodeFlags, ...nodeArgs(setting)], {
        core: 'contestant',
        port: setting.port,
        logFile: path.join(directory, `${name}.log`),
      });
      running.push(started);
      return started;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running.map((one) => one.stop()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
