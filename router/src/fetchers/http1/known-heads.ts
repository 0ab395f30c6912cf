import { type ResponseHead, readHead } from './response-head.ts';

const MAX_HEADS = 64;
const MAX_CHARS = 1024;

/**
 * Reads the heads of responses, which say the same again and again: equal text is read once. What it gives is shared,
 * so nobody may change it.
 */
export class KnownHeads {
  readonly #heads = new Map<string, ResponseHead>();

  /** Throws MalformedResponse for what is no head. */
  read(text: string): ResponseHead {
    const known = this.#heads.get(text);
    if (known !== undefined) {
      return known;
    }
    const head = readHead(text);
    if (text.length <= MAX_CHARS) {
      this.#keep(text, head);
    }
    return head;
  }

  /** All are forgotten at once: the date makes the old ones useless within a second. */
  #keep(text: string, head: ResponseHead): void {
    if (this.#heads.size >= MAX_HEADS) {
      this.#heads.clear();
    }
    this.#heads.set(text, head);
  }
}
