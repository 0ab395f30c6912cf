const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text as HTML that shows exactly that text: a paragraph for each block, a break for each line. */
export function toHtml(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/u)
    .map((block) => `<p>${escape(block.trim()).replaceAll(/\r?\n/gu, '<br>')}</p>`)
    .join('');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}
