export type ParsedLine =
  | { readonly ok: true; readonly type: string; readonly value: object }
  | { readonly ok: false; readonly type: string; readonly reason: string };

/** Stands in summaries for the type of a line that does not say one. */
export const NO_TYPE = '?';

// The format puts `type` first, so that whose a line is can be seen without parsing it.
const LEADING_TYPE = /^\s*\{\s*"type"\s*:\s*"([\w-]{1,60})"/u;

/** The type of a line as far as it shows without parsing; undefined says nothing. */
export function findLeadingType(text: string): string | undefined {
  return LEADING_TYPE.exec(text)?.[1];
}

/** One JSON object with a type, or the reason why it is none. */
export function parseLine(text: string): ParsedLine {
  const leading = findLeadingType(text);
  const refuse = (reason: string): ParsedLine => ({ ok: false, type: leading ?? NO_TYPE, reason });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('A line is one JSON object.');
  }
  const { type } = value as { type?: unknown };
  if (typeof type !== 'string' || type === '') {
    return refuse('A line has a "type".');
  }
  if (leading !== undefined && leading !== type) {
    return refuse(`The line says its type twice: "${leading}" and "${type}".`);
  }
  return { ok: true, type, value };
}
