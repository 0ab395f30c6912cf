const MAX_DESCRIPTION_LENGTH = 160;

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** The text of safe HTML on one line. */
export function toPlainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/&(?:lt|gt|quot|#39|nbsp|amp);/gu, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** As many whole words as search engines show. */
export function shorten(text: string, maxLength = MAX_DESCRIPTION_LENGTH): string {
  if (text.length <= maxLength) {
    return text;
  }
  const cut = text.slice(0, maxLength - 1);
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > 0 ? cut.slice(0, lastSpace) : cut}…`;
}

interface Texts {
  readonly slug: string;
  readonly name: string;
  readonly subtitle: string | null;
  readonly descriptionHtml: string | null;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
}

/** What search engines are told: what was written for them, else what shoppers read. */
export function describeForSearch(texts: Texts) {
  const written = texts.descriptionHtml === null ? '' : toPlainText(texts.descriptionHtml);
  const description = texts.seoDescription ?? (written || texts.subtitle);
  return {
    title: texts.seoTitle ?? texts.name,
    description: description === null ? null : shorten(description),
    canonicalPath: `/p/${texts.slug}`,
  };
}
