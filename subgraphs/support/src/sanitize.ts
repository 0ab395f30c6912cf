import type sanitizeHtml from 'sanitize-html';

export interface Sanitizer {
  /** HTML that is safe to show: without what could run, load or look like the page's own. Empty when nothing is left. */
  readonly toSafeHtml: (html: string) => string;
  /** The words of HTML, without its tags. */
  readonly toWords: (html: string) => string;
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags:
    'p br h2 h3 h4 ul ol li strong b em i u s a blockquote code pre sub sup span div hr table thead tbody tr th td dl dt dd'.split(
      ' ',
    ),
  allowedAttributes: { a: ['href'], th: ['colspan', 'rowspan'], td: ['colspan', 'rowspan'] },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowProtocolRelative: false,
};

/** Loads the library: only imports need it, and a service that only reads saves its memory. */
export async function loadSanitizer(): Promise<Sanitizer> {
  const { default: sanitize } = await import('sanitize-html');
  return {
    toSafeHtml: (html) => sanitize(html, OPTIONS).trim(),
    // Tags divide words: two cells of a table are not one.
    toWords: (html) =>
      sanitize(html.replaceAll('<', ' <'), { allowedTags: [], allowedAttributes: {} }).trim(),
  };
}
