/** Node writes text of up to 16 KiB with its head, in one piece and without a copy on the heap. */
const MAX_TEXT_CHARS = 8192;

/** The form in which a text is cheapest to send. */
export function encodeText(text: string): Buffer | string {
  return text.length > MAX_TEXT_CHARS ? Buffer.from(text) : text;
}

/** The data of an answer. All who share a run share it, so that the bytes of a large answer are there once. */
export class AnswerText {
  /** JSON. */
  readonly data: string;
  #whole: Buffer | string | undefined;

  constructor(data: string) {
    this.data = data;
  }

  /** The answer that has nothing beside the data. */
  get whole(): Buffer | string {
    this.#whole ??= encodeText(`{"data":${this.data}}\n`);
    return this.#whole;
  }
}
