import { fileURLToPath } from 'node:url';

import { createLogStream } from './log-stream.ts';
import { readOrEnd } from './read-or-end.ts';
import { readRunnerSettings } from './settings.ts';
import { startGraph } from './start-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NAME_WIDTH = 9;

const settings = readOrEnd(() => readRunnerSettings(process.env, root));
const logs = createLogStream({
  write: (text) => void process.stdout.write(text),
  colour: process.stdout.isTTY,
  json: settings.logFormat === 'json',
  width: NAME_WIDTH,
});
const graph = startGraph(settings, { root, logs });

let stopping = false;
const stop = async (exitCode: number): Promise<void> => {
  if (stopping) {
    return;
  }
  stopping = true;
  await graph.stop();
  process.exit(exitCode);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0));
}
process.once('disconnect', () => void stop(0));

const outcome = await graph.started.catch((error: unknown) => ({
  status: 'failed' as const,
  reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
}));
if (outcome.status === 'failed' && !stopping) {
  process.stderr.write(`${outcome.reason}\n`);
  await stop(1);
}
if (outcome.status === 'ready') {
  const url = `http://localhost:${settings.graphPort}`;
  process.stdout.write(
    [
      `ready in ${Math.round(process.uptime())} s`,
      `  studio   ${url}/`,
      `  graph    ${url}/graphql`,
      `  data     ${settings.dataDir}`,
      `  try      ${outcome.example}`,
      '',
    ].join('\n'),
  );
}
