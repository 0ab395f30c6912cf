import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { createLineWriter, createLogger } from '@supergraph/kit/log';
import { describe, expect, it } from 'vitest';

import { createLogSink } from '#src/log-sink.ts';

const FIXTURE = path.join(import.meta.dirname, 'fixture/logging.ts');

const start = (way: string) =>
  spawn(process.execPath, [FIXTURE, way], { stdio: ['ignore', 'pipe', 'pipe'] });

async function linesOf({ stdout }: ChildProcess): Promise<Record<string, unknown>[]> {
  const output = stdout === null ? '' : await text(stdout);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a line that is written ready-made', () => {
  it('has the bindings and the order of the other events, also when the process ends at once', async () => {
    const lines = await linesOf(start('ends at once'));

    expect(lines.map(({ at }) => at)).toEqual([1, 2, 3, 4]);
    expect(lines[0]).toEqual({
      level: 'info',
      time: '1970-01-01T00:00:00.000Z',
      service: 'notes',
      pid: lines[1]?.['pid'],
      at: 1,
      msg: 'line',
    });
  });

  it('is out when a fault ends the process', async () => {
    expect(await linesOf(start('ends by a fault'))).toMatchObject([{ at: 1 }]);
  });

  it('does not wait for another one', async () => {
    const child = start('waits');
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGKILL');

    expect(chunk.toString()).toContain('"at":1');
  });

  it('is left out below its level', () => {
    const log = createLogger({ service: 'notes', level: 'warn' });

    expect(createLineWriter(log, Date.now)).toBeUndefined();
  });
});

describe('a reader', () => {
  it('that is gone costs no processor time and does not end the process', async () => {
    const child = start('loses its reader');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [cpuMs, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

    expect(code).toBe(0);
    expect(Number(cpuMs)).toBeLessThan(700);
  });

  it('that is too slow loses lines, and is told how many', async () => {
    const read: string[] = [];
    let isStuck = true;
    let release = (): void => undefined;
    const slow = new Writable({
      write(chunk: Buffer, _encoding, done) {
        read.push(chunk.toString());
        release = () => done();
        if (!isStuck) {
          done();
        }
      },
    });
    const sink = createLogSink(slow);
    const line = `${'x'.repeat(1_000_000)}\n`;
    for (let at = 0; at < 20; at += 1) {
      sink.write(line);
    }
    expect(slow.writableLength).toBeLessThan(10_000_000);

    isStuck = false;
    release();
    await expect.poll(() => slow.writableLength).toBe(0);
    sink.write('last\n');

    expect(read.at(-1)).toBe('last\n');
    expect(read.at(-2)).toBe('{"level":"warn","lines":11,"msg":"log lines lost"}\n');
    expect(read.filter((chunk) => chunk === line)).toHaveLength(9);
  });
});
