export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A value as a text, without quotes around one. */
export function toText(value: Json | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

/** The value under a path of names. Through a list, the list of what is under the path in each element. */
export function readPath(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined) {
    return value;
  }
  if (isList(value)) {
    return value.map((element) => readPath(element, path) ?? null);
  }
  return isObject(value) && Object.hasOwn(value, name) ? readPath(value[name], rest) : undefined;
}
