import { expect, it } from 'vitest';

import { findBarredPorts } from './ports.ts';

const uses = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ port: from + at, wantedBy: `${at}` }));

it('bars just the ports that fetch refuses', async () => {
  const barred = findBarredPorts(uses(1024, 60_000)).map(({ port }) => port);
  const refused = await Promise.all(
    barred.map((port) => fetch(`http://127.0.0.1:${port}`).catch(({ cause }: Error) => cause)),
  );
  expect(refused.map(String)).toEqual(barred.map(() => 'Error: bad port'));
});

it.each([4000, 4200])('bars none of the block that begins with %i', (first) => {
  expect(findBarredPorts(uses(first, 13))).toEqual([]);
  expect(findBarredPorts([61, 62, 71, 72, 100].flatMap((at) => uses(first + at, 1)))).toEqual([]);
});
