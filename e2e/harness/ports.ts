import { createServer } from 'node:net';

/** From the port of the router to that of the registry: outside of the block, in a gap of another one. */
export const REGISTRY_OFFSET = 100;
const BLOCK_SIZE = 12;
const LOWEST = 20_000;
const BLOCKS = 2000;

/** The first port of a block in which nothing listens. */
export async function findFreeBlock(): Promise<number> {
  for (;;) {
    const first = LOWEST + BLOCK_SIZE * Math.floor(Math.random() * BLOCKS);
    const ports = Array.from({ length: BLOCK_SIZE }, (_, at) => first + at);
    const free = await Promise.all([...ports, first + REGISTRY_OFFSET].map(isFree));
    if (free.every(Boolean)) {
      return first;
    }
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
