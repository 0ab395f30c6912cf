import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it } from 'vitest';

import { findTakenPorts } from '#src/ports.ts';

it('says who holds a port, and sends nothing to it', async () => {
  let asked = 0;
  const stranger = createServer(() => asked++);
  await new Promise<void>((resolve) => {
    stranger.listen(0, '127.0.0.1', resolve);
  });
  const { port } = stranger.address() as AddressInfo;

  const taken = await findTakenPorts('127.0.0.1', [{ port, wantedBy: 'cart' }]);

  expect(taken).toMatchObject([{ port, wantedBy: 'cart' }]);
  expect(taken[0]?.holder).toContain(`pid ${process.pid} `);
  expect(asked).toBe(0);
  stranger.close();
});

it('finds nothing wrong with a free port', async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  expect(await findTakenPorts('127.0.0.1', [{ port, wantedBy: 'cart' }])).toEqual([]);
});
