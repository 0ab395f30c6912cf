import { z } from 'zod';

import { startSimulator } from './simulator.ts';

const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4062),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().optional(),
    SERVED_URL: z.url().optional(),
    PAYMENT_PROVIDER_SECRET: z.string().min(16),
  })
  .parse(process.env);

const simulator = await startSimulator({
  port: settings.PORT,
  host: settings.HOST,
  secret: settings.PAYMENT_PROVIDER_SECRET,
  folder: settings.DATA_DIR,
  merchantUrl: () => settings.SERVED_URL,
});
process.stdout.write(
  `${JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'payments-simulator', pid: process.pid, url: simulator.url, msg: 'ready' })}\n`,
);
process.send?.({ type: 'ready', url: simulator.url });

const stop = async (): Promise<void> => {
  await simulator[Symbol.asyncDispose]();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
process.once('disconnect', () => void stop());
