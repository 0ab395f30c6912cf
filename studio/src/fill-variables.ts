/** Where the values of placeholders come from. */
export interface FillSources {
  /** The `data` of earlier answers, the latest first. */
  readonly answers: readonly unknown[];
  /** A fresh value for `{{random}}`. */
  readonly random: () => string;
}

export interface FilledVariables {
  readonly variables: unknown;
  /** Placeholders that no answer has a value for. */
  readonly missing: readonly string[];
}

const PLACEHOLDER = /\{\{([\w.]+)\}\}/g;

/**
 * Replaces `{{path}}` in variables by the latest answer's value at that path, found at any depth,
 * and `{{random}}` by a fresh word. A string that is one placeholder becomes the value itself.
 */
export function fillVariables(variables: unknown, sources: FillSources): FilledVariables {
  const missing: string[] = [];
  const resolve = (path: string): unknown => {
    const value = path === 'random' ? sources.random() : findValue(sources.answers, path);
    if (value === undefined) {
      missing.push(path);
    }
    return value;
  };
  return { variables: fill(variables, resolve), missing };
}

function fill(value: unknown, resolve: (path: string) => unknown): unknown {
  if (typeof value === 'string') {
    const whole = /^\{\{([\w.]+)\}\}$/.exec(value)?.[1];
    return whole === undefined
      ? value.replaceAll(PLACEHOLDER, (_, path: string) => String(resolve(path)))
      : resolve(whole);
  }
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, resolve));
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, resolve)]))
    : value;
}

function findValue(answers: readonly unknown[], path: string): unknown {
  const keys = path.split('.');
  for (const answer of answers) {
    const found = findWithin(answer, keys);
    if (found !== undefined && found !== null) {
      return found;
    }
  }
  return undefined;
}

function findWithin(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const here = follow(value, keys);
  if (here !== undefined && here !== null) {
    return here;
  }
  for (const child of Object.values(value)) {
    const found = findWithin(child, keys);
    if (found !== undefined && found !== null) {
      return found;
    }
  }
  return undefined;
}

function follow(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[key] : undefined),
    value,
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
