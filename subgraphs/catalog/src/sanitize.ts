import type sanitizeHtml from 'sanitize-html';

/** Makes HTML safe to show: what could run, load or look like the page's own goes. Null when nothing is left. */
export type Sanitize = (html: string) => string | null;

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags:
    'p br h2 h3 h4 ul ol li strong b em i u s a blockquote code pre sub sup span div hr table thead tbody tr th td dl dt dd'.split(
      ' ',
    ),
  allowedAttributes: { a: ['href'], th: ['colspan', 'rowspan'], td: ['colspan', 'rowspan'] },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowProtocolRelative: false,
};

/** Loads the library: only writes need it, and a service that only reads saves its memory. */
export async function loadSanitizer(): Promise<Sanitize> {
  const { default: sanitize } = await import('sanitize-html');
  return (html) => sanitize(html, OPTIONS).trim() || null;
}
