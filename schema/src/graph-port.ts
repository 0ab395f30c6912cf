import { z } from 'zod';

// Every other port of the graph lies above it.
const HIGHEST = 65_000;
const port = z.coerce.number().int().min(1).max(HIGHEST).default(4000);

/** The router's port by GRAPH_PORT, which moves all others with it. Throws when that is no port. */
export function readGraphPort(env: Readonly<Record<string, string | undefined>>): number {
  const text = env['GRAPH_PORT'] || undefined;
  const read = port.safeParse(text);
  if (!read.success) {
    throw new Error(`GRAPH_PORT is "${text}": a port is a number from 1 to ${HIGHEST}.`);
  }
  return read.data;
}
