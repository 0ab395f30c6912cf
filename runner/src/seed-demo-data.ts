import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { generateDemo } from '@supergraph/demo/generate';
import { formatSummary, importFile } from '@supergraph/schema/import';

import { type Graph, urlsOf } from './processes.ts';

/** Imports the demo catalogue on the first run; after an interrupted one again, since an import repeats exactly. */
export async function seedDemoData(
  { keys, services, settings }: Graph,
  say: (text: string) => void,
): Promise<void> {
  const { dataDir, profile } = settings;
  const done = path.join(dataDir, 'demo-data');
  const key = keys['graph'];
  if (profile === 'none' || key === undefined || existsSync(done)) {
    return;
  }
  say(`making the demo data, profile ${profile}`);
  const summary = await importFile({
    from: { lines: () => generateDemo({ profile }) },
    services: urlsOf(services),
    key,
  });
  for (const line of formatSummary(summary).split('\n').filter(Boolean)) {
    say(line);
  }
  writeFileSync(done, `${profile}\n`);
}
