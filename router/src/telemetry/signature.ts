import { type DocumentNode, Kind, print, visit } from 'graphql';

import { reachable } from './coordinates.ts';

/**
 * The operation without the values in its text and without fragments it does not use: what may be stored and shown.
 * Operations that differ in such values alone, or in how many stand in a list, have the same one.
 */
export function writeSignature(document: DocumentNode, operationName?: string): string {
  const [operation, ...fragments] = reachable(document, operationName);
  const sorted = fragments.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const definitions = operation === undefined ? [] : [operation, ...sorted];
  const hidden = visit({ kind: Kind.DOCUMENT, definitions } satisfies DocumentNode, {
    IntValue: (node) => ({ ...node, value: '0' }),
    FloatValue: (node) => ({ ...node, value: '0' }),
    StringValue: (node) => ({ ...node, value: '', block: false }),
    ListValue: { leave: (node) => ({ ...node, values: node.values.slice(0, 1) }) },
  });
  return print(hidden).replaceAll(/\s+/gu, ' ');
}

function nameOf({ name }: { readonly name?: { readonly value: string } | undefined }): string {
  return name?.value ?? '';
}
