import { type AnswerCall, sendJson } from './router-subgraph.ts';

const MB = 1024 * 1024;

/** Answers with this text as it is. */
export const text =
  (body: string, status = 200, type = 'application/json'): AnswerCall =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);
/** Answers with this value as JSON. */
export const json =
  (value: unknown): AnswerCall =>
  (_, response) =>
    sendJson(response, value);

/** Answers with these entities. */
const entities = (...list: unknown[]): AnswerCall => json({ data: { _entities: list } });
const huge: AnswerCall = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => undefined);
  response.write('{"data":{"_entities":["');
  const chunk = 'x'.repeat(MB);
  let left = 50;
  const more = (): void => {
    left -= 1;
    response.write(left < 0 ? '"]}}' : chunk, () => (left < 0 ? response.end() : more()));
  };
  more();
};

/** What a broken subgraph may do, and the code by which clients are told. */
export const BROKEN_ANSWERS: readonly [string, AnswerCall, string][] = [
  ['hangs', () => undefined, 'SUBGRAPH_TIMEOUT'],
  [
    'hangs after half an answer',
    (_, response) => void response.writeHead(200).write('{"data":'),
    'SUBGRAPH_TIMEOUT',
  ],
  ['resets', (_, response) => void response.socket?.resetAndDestroy(), 'SUBGRAPH_UNAVAILABLE'],
  [
    'resets after half an answer',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    },
    'SUBGRAPH_UNAVAILABLE',
  ],
  [
    'sends no HTTP',
    (_, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.2p1 10.0.0.7\r\n'),
    'SUBGRAPH_UNAVAILABLE',
  ],
  ['answers 500', text('Error: SELECT 1\n    at /srv/db.ts:1:1', 500), 'SUBGRAPH_ERROR'],
  ['answers 503', text('busy at 10.0.0.7', 503), 'SUBGRAPH_UNAVAILABLE'],
  ['answers 404', text('{"detail":"no route at 10.0.0.7"}', 404), 'SUBGRAPH_ERROR'],
  ['answers 302', text('', 302), 'SUBGRAPH_ERROR'],
  ['answers 204', (_, response) => void response.writeHead(204).end(), 'SUBGRAPH_INVALID_RESPONSE'],
  [
    'answers HTML',
    text('<html>nginx at 10.0.0.7</html>', 200, 'text/html'),
    'SUBGRAPH_INVALID_RESPONSE',
  ],
  ['answers HTML as JSON', text('<html>nginx</html>'), 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers half a JSON', text('{"data":{"_entities":[{"sto'), 'SUBGRAPH_INVALID_RESPONSE'],
  [
    'answers with a wrong content type',
    text('{"data":{"_entities":[{"stock":1},{"stock":2}]}}', 200, 'text/plain'),
    'SUBGRAPH_INVALID_RESPONSE',
  ],
  ['answers 50 MB', huge, 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers nothing', text(''), 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers null', json(null), 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers without data', json({}), 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers data that is a list', json({ data: [] }), 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers data that is a text', json({ data: 'SELECT' }), 'SUBGRAPH_INVALID_RESPONSE'],
  ['answers no entities', json({ data: {} }), 'SUBGRAPH_INVALID_RESPONSE'],
  [
    'answers entities that are null',
    json({ data: { _entities: null } }),
    'SUBGRAPH_INVALID_RESPONSE',
  ],
  [
    'answers an object of entities',
    json({ data: { _entities: { 0: {}, 1: {}, length: 2 } } }),
    'SUBGRAPH_INVALID_RESPONSE',
  ],
  ['answers too few entities', entities({ stock: 1 }), 'SUBGRAPH_INVALID_RESPONSE'],
  [
    'answers too many entities',
    entities({ stock: 1 }, { stock: 2 }, { stock: 3 }),
    'SUBGRAPH_INVALID_RESPONSE',
  ],
  [
    'answers errors without data',
    json({ errors: [{ message: 'SELECT failed at 10.0.0.7' }] }),
    'SUBGRAPH_ERROR',
  ],
];

/** Fields of a depot that break its schema, and what of it must be null for that; null: all of it. */
export const WRONG_SHAPES: readonly [string, object, object | null][] = [
  ['a list for an object', { boss: [{ name: 'Bo' }] }, { boss: null }],
  ['a text for an object', { boss: 'Bo' }, { boss: null }],
  ['an object for a list', { tags: { 0: 'a', length: 1 } }, { tags: null }],
  ['a text for a list', { tags: 'abc' }, { tags: null }],
  ['null in a list of non-nulls', { tags: ['a', null] }, { tags: null }],
  ['a text for an Int', { area: 'wide' }, { area: null }],
  ['an object for an Int', { area: { SELECT: 1 } }, { area: null }],
  ['an object for a String', { name: { SELECT: 1 } }, { name: null }],
  ['an unknown enum value', { size: 'SELECT' }, { size: null }],
  ['an enum value of the language', { size: 'constructor' }, { size: null }],
  ['null for a non-null', { must: null }, null],
  ['an object for a non-null', { must: {} }, null],
  ['null for a non-null inside', { boss: { name: null } }, { boss: null }],
  ['an unknown __typename', { place: { __typename: 'SELECT', name: 'x' } }, { place: null }],
  [
    'a __typename of the language',
    { place: { __typename: 'constructor', name: 'x' } },
    { place: null },
  ],
  ['a __typename that does not fit', { place: { __typename: 'Boss', name: 'x' } }, { place: null }],
  ['a __typename that is no text', { place: { __typename: {}, name: 'x' } }, { place: null }],
];
