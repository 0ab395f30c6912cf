import { expect, it, vi } from 'vitest';

import { createBackground } from './background.ts';

it.each([
  [new Error('No such mailbox: ada@example.com'), 'Error'],
  [Object.assign(new TypeError('ada@example.com'), { code: 'EENVELOPE' }), 'TypeError EENVELOPE'],
])('logs %o by its name and code', async (error, reason) => {
  const entries: object[] = [];
  const runInBackground = createBackground({ error: (entry) => void entries.push(entry) });
  runInBackground('mail', async () => {
    throw error;
  });
  await vi.waitFor(() => expect(entries).toEqual([{ job: 'mail', reason }]), 5000);
});
