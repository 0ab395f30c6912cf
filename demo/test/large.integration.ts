import { createHash } from 'node:crypto';

import { expect, it } from 'vitest';

import { generateDemo } from '#src/generate.ts';

// Takes a quarter of a minute, so it runs when asked for: SLOW_TESTS=1.
/** Imports refuse these. */
const EMPTY_TEXT = /"(?:en|de|fr)":"(?:"|,)/u;
const isAsked = process.env['SLOW_TESTS'] === '1';

it(
  'the large profile has the pinned bytes and does not fill the memory',
  { timeout: 120_000 },
  ({ skip }) => {
    skip(!isAsked, 'SLOW_TESTS=1 is not set');
    const hash = createHash('sha256');
    let lines = 0;
    let mostHeapBytes = 0;
    let emptyTexts = 0;
    for (const line of generateDemo({ profile: 'large' })) {
      hash.update(`${line}\n`);
      lines += 1;
      emptyTexts += Number(EMPTY_TEXT.test(line));
      if (lines % 50_000 === 0) {
        mostHeapBytes = Math.max(mostHeapBytes, process.memoryUsage().heapUsed);
      }
    }
    expect(hash.digest('hex')).toBe(
      'eeb4aa9760e50a58b7c8a14c54929dbaa2b216357f3570dc031c7c85eabfaf2f',
    );
    expect(emptyTexts).toBe(0);
    // The file has 190 MB.
    expect(mostHeapBytes).toBeLessThan(150_000_000);
  },
);
