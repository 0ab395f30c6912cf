import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { sleep } from '@supergraph/kit/clock';
import { readConnection } from '@supergraph/schema/connection';
import { defineCommand, renderUsage, runCommand } from 'citty';

import { formatPlayback, playBack } from './play-back.ts';
import { readPriceLines } from './price-line.ts';
import { recordPrices } from './record.ts';
import { openPriceServices } from './services.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const CALL_IS_WRONG = 2;

const openServices = () => openPriceServices(readConnection(ROOT, process.env));

const file = { type: 'positional', required: true } as const;

const record = defineCommand({
  meta: { name: 'record', description: 'Write what the ERP answers for every SKU to a file' },
  args: {
    file: { ...file, description: 'Where to, as JSON lines, which `graph import` takes' },
    currencies: { type: 'string', default: 'EUR,USD', description: 'In which currencies' },
  },
  async run({ args }) {
    const currencies = args.currencies.split(',').map((currency) => currency.trim());
    const lines = await recordPrices({ services: openServices(), sleep }, currencies);
    writeFileSync(args.file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    process.stdout.write(`${lines.length} answers of the ERP are in ${args.file}.\n`);
  },
});

const compare = defineCommand({
  meta: { name: 'compare', description: 'Compare recorded answers with those of pricing' },
  args: {
    file: { ...file, description: 'What `record` has written' },
    format: {
      type: 'enum',
      options: ['text', 'json'],
      default: 'text',
      description: 'Of the report',
    },
  },
  async run({ args }) {
    const lines = readPriceLines(readFileSync(args.file, 'utf8'));
    const playback = await playBack(openServices(), lines);
    const report =
      args.format === 'json' ? JSON.stringify(playback, null, 2) : formatPlayback(playback);
    process.stdout.write(`${report}\n`);
    process.exitCode = playback.differences.length === 0 ? 0 : 1;
  },
});

const main = defineCommand({
  meta: {
    name: 'playback',
    description: 'Record what the ERP answers, and play it back to the service that takes over',
  },
  subCommands: { record, compare },
});

async function run(rawArgs: string[]): Promise<void> {
  const isHelp = rawArgs.length === 0 || rawArgs.includes('--help');
  await (isHelp
    ? renderUsage(main).then((usage) => process.stdout.write(`${usage}\n`))
    : runCommand(main, { rawArgs }));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = CALL_IS_WRONG;
}
