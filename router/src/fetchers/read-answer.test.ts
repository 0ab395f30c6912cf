import { expect, it } from 'vitest';

import { readAnswer } from './read-answer.ts';

const read = (text: string, status = 200) =>
  readAnswer({ subgraph: 'books', status, text, isMutation: false, entityCount: undefined });

it('keeps what an error says of the client’s request and drops what it says of the process', () => {
  const text = JSON.stringify({
    data: { a: null },
    errors: [
      {
        message: 'No.',
        path: ['a', 0, { x: 1 }],
        locations: [{ line: 1, column: 1 }],
        extensions: {
          code: 'X',
          hint: 'y',
          stacktrace: ['at z'],
          exception: {},
          http: { status: 500 },
          serviceName: 'q',
        },
      },
    ],
  });

  expect(read(text)).toEqual({
    kind: 'answered',
    data: { a: null },
    errors: [
      { message: 'No.', path: ['a', 0], extensions: { code: 'X', hint: 'y', subgraph: 'books' } },
    ],
  });
});

it('takes null data with errors for an answer when the status is 200', () => {
  expect(read('{"data":null,"errors":[{"message":"No."}]}')).toMatchObject({
    kind: 'answered',
    data: null,
  });
});

it.each([
  ['', 200, 'SUBGRAPH_INVALID_RESPONSE'],
  ['null', 200, 'SUBGRAPH_INVALID_RESPONSE'],
  ['{"data":null}', 200, 'SUBGRAPH_INVALID_RESPONSE'],
  ['{"data":[1]}', 200, 'SUBGRAPH_INVALID_RESPONSE'],
  ['{"errors":"no"}', 200, 'SUBGRAPH_INVALID_RESPONSE'],
  ['{"errors":[{"message":"no"}]}', 200, 'SUBGRAPH_ERROR'],
  ['{"errors":[{"message":"no"}]}', 401, 'SUBGRAPH_ERROR'],
  ['<h1>bad gateway</h1>', 502, 'SUBGRAPH_UNAVAILABLE'],
  ['<h1>moved</h1>', 302, 'SUBGRAPH_ERROR'],
])('takes %s with status %i for %s', (text, status, code) => {
  expect(read(text, status)).toMatchObject({ kind: 'lost', code });
});
