import { type Names, toField } from './check-names.ts';

/** A text of the template with the names of a subgraph in it, or the path of one of its files. */
export function renameSample(text: string, { name, entity }: Names): string {
  const words = entity.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, '-').toLowerCase();
  const snake = words.replaceAll('-', '_');
  return (
    text
      .replaceAll('create_samples', `create_${name.replaceAll('-', '_')}`)
      .replaceAll(/\bsamples\b/gu, name)
      .replaceAll('createSamples', 'createService')
      // Tables and prefixes of ids.
      .replaceAll(/(?<=['"`])sample(?=['"`_])/gu, snake)
      // Files.
      .replaceAll(/(?<=^|[/-])sample(?=[\w-]*(?:\.\w+)*\.ts)/gu, words)
      .replaceAll(/(?<![A-Z])sample(?![a-z])/gu, toField(entity))
      .replaceAll('Sample', entity)
  );
}
