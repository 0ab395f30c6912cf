// Loaded by --import into a router process: SIGUSR2 makes it say what it holds when all garbage is gone.
import { setImmediate as turn } from 'node:timers/promises';

async function report(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await turn();
  }
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ msg: 'memory', heapUsed, rss })}\n`);
}

process.on('SIGUSR2', () => void report());
