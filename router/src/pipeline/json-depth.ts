const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Whether lists and objects in a JSON text are nested deeper than this. Reads the text, not the value: what walks a
 * value of a hundred thousand levels overflows the stack, here and in every subgraph it is sent to.
 */
export function isNestedDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      at += code === BACKSLASH ? 1 : 0;
      isInString = code !== QUOTE;
    } else if (code === QUOTE) {
      isInString = true;
    } else if (OPENING.has(code)) {
      depth++;
      if (depth > levels) {
        return true;
      }
    } else if (CLOSING.has(code)) {
      depth--;
    }
  }
  return false;
}
