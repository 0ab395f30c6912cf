import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';

import { generateDemo } from './generate.ts';
import { isProfile, PROFILES } from './profiles.ts';

const USAGE = `node demo/src/cli.ts [--profile ${Object.keys(PROFILES).join('|')}] [--seed NUMBER] [--out FILE]`;
const CHUNK_CHARACTERS = 65_536;

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'demo' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const { profile, out } = values;
const seed = Number(values.seed);

if (isProfile(profile) && Number.isSafeInteger(seed)) {
  await write(
    generateDemo({ profile, seed }),
    out === undefined ? process.stdout : createWriteStream(out),
  );
} else {
  console.error(`There is no such profile or seed.\n${USAGE}`);
  process.exitCode = 2;
}

async function write(lines: Iterable<string>, output: NodeJS.WritableStream): Promise<void> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length > CHUNK_CHARACTERS) {
      if (!output.write(chunk)) {
        await once(output, 'drain');
      }
      chunk = '';
    }
  }
  output.write(chunk);
  if (output !== process.stdout) {
    output.end();
    await once(output, 'finish');
  }
}
