import { foldText } from './fold.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SNIPPET_BEFORE = 60;
const SNIPPET_LENGTH = 200;

/** The text with `<em>` around the words that `isFound` knows, and everything else escaped. Undefined when it has none. */
export function highlight(text: string, isFound: (folded: string) => boolean): string | undefined {
  let html = '';
  let end = 0;
  let found = false;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (isFound(foldText(word))) {
      found = true;
      html += `${escapeHtml(text.slice(end, index))}<em>${escapeHtml(word)}</em>`;
      end = index + word.length;
    }
  }
  return found ? html + escapeHtml(text.slice(end)) : undefined;
}

/** The part of a long text around its first found word. */
export function cutAround(text: string, isFound: (folded: string) => boolean): string {
  if (text.length <= SNIPPET_LENGTH) {
    return text;
  }
  const first = [...text.matchAll(WORD)].find(({ 0: word }) => isFound(foldText(word)))?.index ?? 0;
  const start = first <= SNIPPET_BEFORE ? 0 : text.indexOf(' ', first - SNIPPET_BEFORE) + 1;
  const part = text.slice(start, start + SNIPPET_LENGTH).toWellFormed();
  return `${start > 0 ? '… ' : ''}${part}${start + SNIPPET_LENGTH < text.length ? ' …' : ''}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}
