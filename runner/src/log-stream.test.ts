import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import { createLogStream, shorten } from './log-stream.ts';

async function collect(chunks: readonly string[], json = false): Promise<string> {
  let written = '';
  const logs = createLogStream({
    write: (text) => void (written += text),
    colour: false,
    json,
    width: 7,
  });
  const stream = Readable.from(chunks);
  logs.attach('cart', stream);
  await new Promise((resolve) => {
    stream.once('end', resolve);
  });
  return written;
}

it('puts the name of the process in front of each line', async () => {
  expect(await collect(['a\nb\n'])).toBe('cart    | a\ncart    | b\n');
});

it('joins what arrives in pieces', async () => {
  expect(await collect(['hel', 'lo\nwor', 'ld'])).toBe('cart    | hello\ncart    | world\n');
});

it('passes JSON lines on as they are when asked to', async () => {
  expect(await collect(['{"msg":"x"}\n'], true)).toBe('cart    | {"msg":"x"}\n');
});

it.each([
  ['{"level":"info","time":"t","service":"cart","pid":1,"msg":"request","ms":3}', 'request ms=3'],
  ['{"level":"warn","msg":"slow","at":{"a":1}}', 'WARN slow at={"a":1}'],
  [
    '{"level":"error","msg":"failed","error":{"stack":"Error: x\\n  at y"}}',
    'ERROR failed \nError: x\n  at y',
  ],
  ['{"level":"info","pid":7,"msg":"ready","url":"u"}', 'ready pid=7 url=u'],
  ['{not json', '{not json'],
  ['plain', 'plain'],
])('shortens %s', (line, text) => {
  expect(shorten(line)).toBe(text);
});
