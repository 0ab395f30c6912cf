import { describe, expect, it } from 'vitest';

import { type PageArgs, createConnection, readPage } from './paging.ts';

const listing = { sort: 'NAME', filter: { brand: 'b1', status: 'ACTIVE' } };
const rows = ['Ada', 'Bob', 'Cyd'].map((name, index) => ({ id: `p${index}`, name }));
const keyOf = ({ id, name }: { id: string; name: string }): string[] => [name, id];

function readAfter(after: string, other: Partial<typeof listing> = {}) {
  return readPage({ first: 2, after }, { ...listing, ...other }).after;
}

describe('readPage', () => {
  it('begins at the start with the default size', () => {
    expect(readPage({}, { ...listing, defaultFirst: 24 })).toMatchObject({
      limit: 24,
      after: null,
    });
  });

  it.each([0, -1, 101, 1.5, Number.NaN])('refuses first: %d', (first) => {
    expect(() => readPage({ first }, listing)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION',
        message: expect.stringContaining('between 1 and 100'),
      }),
    );
  });

  it.each([
    '',
    'nonsense',
    '%%%',
    Buffer.from('{}').toString('base64url'),
    Buffer.from('["NAME","x",[]]').toString('base64url'),
    Buffer.from('["NAME","x",[null]]').toString('base64url'),
  ])('refuses the broken cursor "%s"', (after) => {
    expect(() => readAfter(after)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION',
        message: '"after" is not a cursor of this graph.',
      }),
    );
  });
});

describe('a cursor', () => {
  const cursor =
    createConnection(rows, readPage({ first: 2 }, listing), keyOf).pageInfo.endCursor ?? '';

  it('brings back the sort key of its row', () => {
    expect(readAfter(cursor)).toEqual(['Bob', 'p1']);
  });

  it('keeps numbers as numbers and text outside ASCII', () => {
    const page = readPage({}, listing);
    const made = createConnection([1], page, () => [7, -0.5, 'Zoë "ü"']).pageInfo.endCursor;
    expect(readAfter(made ?? '')).toEqual([7, -0.5, 'Zoë "ü"']);
  });

  it('is good for the same filter in another key order', () => {
    expect(readAfter(cursor, { filter: { status: 'ACTIVE', brand: 'b1' } })).toEqual(['Bob', 'p1']);
  });

  it.each([{ sort: 'PRICE' }, { filter: { brand: 'b2', status: 'ACTIVE' } }])(
    'is refused by a list with %j',
    (other) => {
      expect(() => readAfter(cursor, other)).toThrow(
        expect.objectContaining({
          code: 'VALIDATION',
          message: expect.stringContaining('another order or filter'),
        }),
      );
    },
  );
});

describe('createConnection', () => {
  const connect = (args: PageArgs, some = rows) =>
    createConnection(some, readPage(args, listing), keyOf);

  it('leaves the extra row out and says there is more', () => {
    expect(connect({ first: 2 })).toMatchObject({
      nodes: rows.slice(0, 2),
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });

  it('ends when there is no extra row', () => {
    expect(connect({ first: 3 }).pageInfo.hasNextPage).toBe(false);
  });

  it('has no cursors without rows', () => {
    expect(connect({}, []).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('says that there is a page before once a cursor was used', () => {
    const { endCursor } = connect({ first: 1 }).pageInfo;
    expect(connect({ first: 1, after: endCursor }).pageInfo.hasPreviousPage).toBe(true);
  });
});
