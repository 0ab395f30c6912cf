import { expect, it } from 'vitest';

import { readEvents } from './read-events.ts';

function streamOf(
  chunks: readonly (string | Uint8Array<ArrayBuffer>)[],
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      }
      controller.close();
    },
  });
}

async function readAll(...chunks: (string | Uint8Array<ArrayBuffer>)[]) {
  const events = [];
  for await (const event of readEvents(streamOf(chunks), () => undefined)) {
    events.push(event);
  }
  return events;
}

it.each<[string, string[], object[]]>([
  ['an event', ['event: a\nid: 1\ndata: {}\n\n'], [{ event: 'a', data: '{}' }]],
  ['an event without a name', ['data:x\n\n'], [{ event: 'message', data: 'x' }]],
  ['an event in pieces', ['eve', 'nt: a\nda', 'ta: x\n', '\n'], [{ event: 'a', data: 'x' }]],
  ['lines of data', ['data: x\ndata\ndata: y\n\n'], [{ event: 'message', data: 'x\n\ny' }]],
  ['lines that end in CR LF', ['event: a\r', '\ndata: x\r\n\r\n'], [{ event: 'a', data: 'x' }]],
  ['comments', [':\n\n: hello\n\n'], []],
  ['events without data', ['event: a\n\ndata: x\n\n'], [{ event: 'message', data: 'x' }]],
  ['an event that is cut off', ['event: a\ndata: x\n'], []],
])('reads %s', async (_what, chunks, events) => {
  expect(await readAll(...chunks)).toEqual(events);
});

it('reads a character whose bytes come apart', async () => {
  const bytes = new TextEncoder().encode('data: é\n\n');
  expect(await readAll(bytes.slice(0, 7), bytes.slice(7))).toEqual([
    { event: 'message', data: 'é' },
  ]);
});

it('tells of everything that arrives', async () => {
  let heard = 0;
  await readEvents(streamOf([':\n\n', ':\n\n']), () => (heard += 1)).next();
  expect(heard).toBe(2);
});
