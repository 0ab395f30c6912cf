import { fileURLToPath, pathToFileURL } from 'node:url';

import { describeInstance } from './describe-instance.ts';

// A further instance of a service of the graph that runs here: it registers, and the router gives it its share.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const [name, port] = process.argv.slice(2);
try {
  const { entry, env } = describeInstance({ name, port }, { root, env: process.env });
  Object.assign(process.env, env);
  await import(pathToFileURL(entry).href);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
