/** How a session has one subgraph. */
export type Mode =
  /** Started from this folder, and again when its source is saved. */
  | { readonly kind: 'local' }
  /** Somebody else runs it: its GraphQL endpoint. */
  | { readonly kind: 'remote'; readonly url: string }
  /** Nobody runs it: its fields are errors. */
  | { readonly kind: 'off' };

export interface ModeChoice {
  /** Names; all, when there is none. */
  readonly only: readonly string[];
  /** As NAME=URL. */
  readonly remote: readonly string[];
}

/** The mode of every subgraph by name. Throws with what the call should be. */
export function chooseModes(
  names: readonly string[],
  { only, remote }: ModeChoice,
): ReadonlyMap<string, Mode> {
  const urls = new Map(remote.map(readRemote));
  for (const name of [...only, ...urls.keys()].filter((each) => !names.includes(each))) {
    throw new Error(`There is no subgraph "${name}"; there are ${names.join(', ')}.`);
  }
  for (const name of only.filter((each) => urls.has(each))) {
    throw new Error(`"${name}" is either started here (--only) or remote (--remote).`);
  }
  return new Map(
    names.map((name): [string, Mode] => {
      const url = urls.get(name);
      if (url !== undefined) {
        return [name, { kind: 'remote', url }];
      }
      return [name, { kind: only.length === 0 || only.includes(name) ? 'local' : 'off' }];
    }),
  );
}

function readRemote(pair: string): [string, string] {
  const at = pair.indexOf('=');
  const url = pair.slice(at + 1);
  if (at < 1 || !/^https?:$/u.test(URL.parse(url)?.protocol ?? '')) {
    throw new Error(
      `"${pair}" is no subgraph with its URL: say --remote NAME=http://HOST/graphql.`,
    );
  }
  return [pair.slice(0, at), url];
}
