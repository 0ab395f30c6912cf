const MAX_LENGTH = 80;

/** The last part of an address from a headline; empty when it has no Latin letter and no digit. */
export function toSlug(title: string): string {
  return title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/gu, '');
}
