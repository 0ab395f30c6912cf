import type { FieldNode } from 'graphql';

/**
 * Under which key a selected field's value stands while its operation runs. It is the response name, unless a fetch
 * could put something else there: then it is the response name behind a prefix.
 */
export type TreeKeyOf = (field: FieldNode) => string;

/** Keys for one supergraph. `fieldNames` are all of its fields: none of them begins with the prefix that is chosen. */
export function createTreeKeys(
  injectedNames: ReadonlySet<string>,
  fieldNames: Iterable<string>,
): { readonly keyOf: TreeKeyOf; readonly prefix: string } {
  const prefix = choosePrefix(fieldNames);
  const keyOf = (field: FieldNode): string => {
    const name = field.name.value;
    const responseName = field.alias?.value ?? name;
    const isOther = responseName !== name || (field.arguments?.length ?? 0) > 0;
    const isTaken = isOther && injectedNames.has(responseName);
    return isTaken || isUnsafe(responseName, name) || responseName.startsWith(prefix)
      ? `${prefix}${responseName}`
      : responseName;
  };
  return { keyOf, prefix };
}

function choosePrefix(fieldNames: Iterable<string>): string {
  const names = [...fieldNames];
  let prefix = 'as_';
  while (names.some((name) => name.startsWith(prefix))) {
    prefix = `a${prefix}`;
  }
  return prefix;
}

/** Every object seems to have these keys: `__proto__` above all, which cannot be written without damage. */
function isUnsafe(responseName: string, name: string): boolean {
  return (
    responseName in Object.prototype || (responseName.startsWith('__') && responseName !== name)
  );
}
