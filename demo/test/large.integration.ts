import { createHash } from 'node:crypto';

import { expect, it } from 'vitest';

import { generateDemo } from '#src/generate.ts';

// Takes a quarter of a minute, so it runs when asked for: SLOW_TESTS=1.
const isAsked = process.env['SLOW_TESTS'] === '1';

it.skipIf(!isAsked)(
  'the large profile has the pinned bytes and does not fill the memory',
  { timeout: 120_000 },
  () => {
    const hash = createHash('sha256');
    let lines = 0;
    let mostHeapBytes = 0;
    for (const line of generateDemo({ profile: 'large' })) {
      hash.update(`${line}\n`);
      lines += 1;
      if (lines % 50_000 === 0) {
        mostHeapBytes = Math.max(mostHeapBytes, process.memoryUsage().heapUsed);
      }
    }
    expect(hash.digest('hex')).toBe(
      '66c4081a5852be6b0cefad601b8c3cdee4424f7089e4381705b8d8ef2318305f',
    );
    // The file has 190 MB.
    expect(mostHeapBytes).toBeLessThan(150_000_000);
  },
);
