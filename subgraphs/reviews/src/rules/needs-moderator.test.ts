import { describe, expect, it } from 'vitest';

import { needsModerator } from './needs-moderator.ts';

describe('needsModerator', () => {
  it.each(['Boils fast.', 'OK, a LED kettle for the USB desk, and it is quiet.', 'SUPER!'])(
    'lets "%s" pass',
    (text) => expect(needsModerator(text)).toBe(false),
  );

  it.each(['See https://example.com', 'write to me@example.com', 'BUY THIS NOW EVERYBODY PLEASE'])(
    'holds "%s" back',
    (text) => expect(needsModerator(text)).toBe(true),
  );
});
