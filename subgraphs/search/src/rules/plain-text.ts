const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};
const MAX_LENGTH = 2000;

/** What a reader of the HTML sees, as one line of at most 2,000 characters. */
export function toPlainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/&(#39|[a-z]+);/gu, (entity, name: string) => ENTITIES[name] ?? entity)
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
