import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { examples } from '../examples.ts';

const file = new URL('../persisted-documents.json', import.meta.url);

it('the manifest has every example under the SHA-256 of its text: `pnpm codegen` writes it', () => {
  const { operations } = JSON.parse(readFileSync(file, 'utf8')) as {
    operations: readonly { id: string; name: string; body: string }[];
  };
  const expected = examples.map(({ query, operationName }) => ({
    id: createHash('sha256').update(query).digest('hex'),
    name: operationName,
    body: query,
  }));

  expect(operations.map(({ id, name, body }) => ({ id, name, body }))).toEqual(
    expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
});
