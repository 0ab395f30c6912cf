import { parseExample } from './parse-example.ts';
import type { Example } from './parse-example.ts';

const texts = import.meta.glob<string>('../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const variables = import.meta.glob<string>('../examples/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The same list as `examples.ts` gives to Node, bundled at build time. */
export const examples: readonly Example[] = Object.keys(texts)
  .toSorted()
  .map((file) =>
    parseExample(file, texts[file] ?? '', variables[file.replace(/\.graphql$/, '.json')]),
  );
