import { describe, expect, it } from 'vitest';

import { Departure } from './departure.ts';

const tell = (told: string[], name: string) => ({ handleEvent: () => void told.push(name) });

describe('a client that went away', () => {
  it('is told to each listener once', () => {
    const departure = new Departure();
    const told: string[] = [];
    departure.addEventListener('abort', tell(told, 'one'));
    departure.addEventListener('abort', tell(told, 'other'));

    departure.abort();
    departure.abort();

    expect(told).toEqual(['one', 'other']);
  });

  it('is not told to a listener that was removed', () => {
    const departure = new Departure();
    const told: string[] = [];
    const listener = tell(told, 'removed');
    departure.addEventListener('abort', listener);
    departure.removeEventListener('abort', listener);

    departure.abort();

    expect(told).toEqual([]);
  });

  it('is told to all when one of them removes itself', () => {
    const departure = new Departure();
    const told: string[] = [];
    const first = {
      handleEvent() {
        told.push('first');
        departure.removeEventListener('abort', first);
      },
    };
    departure.addEventListener('abort', first);
    departure.addEventListener('abort', tell(told, 'second'));

    departure.abort();

    expect(told).toEqual(['first', 'second']);
  });

  it('is seen by those who ask later', () => {
    const departure = new Departure();

    departure.abort();

    expect(departure.aborted).toBe(true);
  });
});
