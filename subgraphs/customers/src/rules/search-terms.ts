export const MAX_QUERY_LENGTH = 100;

/** A LIKE pattern (escape character `\`) for values that begin with the text; the text's own wildcards are taken literally. */
export function prefixPattern(text: string): string {
  return `${text.trim().replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
}
