import { createServer } from 'node:net';

/** From the port of the router to that of the registry, and to those of the simulators and of their controls. */
export const REGISTRY_OFFSET = 100;
const SIMULATOR_OFFSETS = [61, 62, 71, 72];
/** Services are the first ones of a block. */
const SERVICES = 12;
const BLOCK_SIZE = 110;
// Below the ports that the system gives to those who ask for any.
const LOWEST = 20_000;
const BLOCKS = 115;

/** The first port of a block in which nothing listens. */
export async function findFreeBlock(): Promise<number> {
  for (;;) {
    const first = LOWEST + BLOCK_SIZE * Math.floor(Math.random() * BLOCKS);
    const offsets = [...Array(SERVICES).keys(), ...SIMULATOR_OFFSETS, REGISTRY_OFFSET];
    const free = await Promise.all(offsets.map((offset) => isFree(first + offset)));
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
