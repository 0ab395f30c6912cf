import { describe, expect, it } from 'vitest';

import { KnownHeads } from './known-heads.ts';

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2';

describe('heads of responses', () => {
  it('are read once for the same text', () => {
    const heads = new KnownHeads();
    expect(heads.read(OK)).toBe(heads.read(OK));
  });

  it('are read again for another text', () => {
    const heads = new KnownHeads();
    heads.read(OK);
    expect(heads.read('HTTP/1.1 503 No\r\ncontent-length: 2').status).toBe(503);
  });

  it('are refused each time when they are malformed', () => {
    const heads = new KnownHeads();
    expect(() => heads.read('HTTP/1.1 200 OK\r\nno header')).toThrow('no header');
    expect(() => heads.read('HTTP/1.1 200 OK\r\nno header')).toThrow('no header');
  });

  it('are kept to a bound', () => {
    const heads = new KnownHeads();
    const first = heads.read(OK);
    for (let length = 100; length < 1000; length++) {
      heads.read(`HTTP/1.1 200 OK\r\ncontent-length: ${length}`);
    }
    expect(heads.read(OK)).not.toBe(first);
    expect(heads.read(OK)).toEqual(first);
  });
});
