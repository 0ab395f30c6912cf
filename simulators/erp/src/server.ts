import { z } from 'zod';

import { startSimulator } from './simulator.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const time = /^([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)$/u;

const settings = z
  .object({
    PORT: port.default(4061),
    CONTROL_PORT: port.default(4071),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().optional(),
    SEED: z.coerce.number().int().optional(),
    /** When it is not to be had each night, in UTC, such as 03:00-03:10. */
    MAINTENANCE: z.string().regex(time, 'must be two times, as 03:00-03:10').optional(),
  })
  .parse(process.env);

const [, from, until] = time.exec(settings.MAINTENANCE ?? '') ?? [];
const simulator = await startSimulator({
  port: settings.PORT,
  controlPort: settings.CONTROL_PORT,
  host: settings.HOST,
  folder: settings.DATA_DIR,
  nightly: from === undefined || until === undefined ? undefined : { from, until },
  ...(settings.SEED !== undefined && { seed: settings.SEED }),
});
process.stdout.write(
  `${JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'erp-simulator', pid: process.pid, url: simulator.url, controlUrl: simulator.controlUrl, msg: 'ready' })}\n`,
);
process.send?.({ type: 'ready', url: simulator.url });

const stop = async (): Promise<void> => {
  await simulator[Symbol.asyncDispose]();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
process.once('disconnect', () => void stop());
