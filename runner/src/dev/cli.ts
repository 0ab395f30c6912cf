import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { createLogStream } from '#src/log-stream.ts';
import { readOrEnd } from '#src/read-or-end.ts';
import { readRunnerSettings } from '#src/settings.ts';

import { startSession } from './start-session.ts';

const NAME_WIDTH = 9;
const NOTHING_STARTED = 2;

const callShape = z.object({
  project: z.string(),
  only: z.array(z.string()),
  remote: z.array(z.string()),
});

// The one argument is what `graph dev` was told, as JSON.
const call = callShape.parse(JSON.parse(process.argv[2] ?? '{}'));
const root = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const project = path.resolve(call.project);
const settings = readOrEnd(() => readRunnerSettings(process.env, project));
const colour = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
const logs = createLogStream({
  write: (text) => void process.stdout.write(text),
  colour,
  json: settings.logFormat === 'json',
  width: NAME_WIDTH,
});
const session = startSession(settings, { ...call, root, project, logs, colour });

let isStopping = false;
const stop = async (exitCode: number): Promise<void> => {
  if (!isStopping) {
    isStopping = true;
    await session.stop();
    process.exit(exitCode);
  }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0));
}
process.once('disconnect', () => void stop(0));

try {
  await session.started;
  if (!isStopping) {
    logs.say('dev', `ready in ${process.uptime().toFixed(1)} s`);
    logs.say('dev', `  graph    http://localhost:${settings.graphPort}/graphql`);
    logs.say('dev', `  studio   http://localhost:${settings.graphPort}/`);
    logs.say('dev', '  save a schema.graphql or a source file; Ctrl-C ends everything');
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stop(NOTHING_STARTED);
}
