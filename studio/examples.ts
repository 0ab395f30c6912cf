import { existsSync, readFileSync, readdirSync } from 'node:fs';

import { parseExample } from './src/parse-example.ts';
import type { Example } from './src/parse-example.ts';

export { fillVariables } from './src/fill-variables.ts';
export type { Example } from './src/parse-example.ts';

const folder = new URL('./examples/', import.meta.url);

/**
 * The ready operations of `examples/`, in the order of the studio. Run in that order, each finds
 * the values of its placeholders in the answers of the ones before (`fillVariables`).
 */
export const examples: readonly Example[] = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .map((file) => {
    const variables = new URL(file.replace(/\.graphql$/, '.json'), folder);
    const text = readFileSync(new URL(file, folder), 'utf8');
    return existsSync(variables)
      ? parseExample(file, text, readFileSync(variables, 'utf8'))
      : parseExample(file, text);
  });
