import { hash } from 'node:crypto';

/** A document that runs although no manifest has it. Its text is not told: it may hold what a person typed. */
export interface UnknownDocument {
  readonly sha256: string;
  readonly operation: string | undefined;
  readonly client: string | undefined;
}

const MAX_TOLD = 1000;

const OPERATION_NAME = /\b(?:query|mutation|subscription)\s+(?<name>\w{1,80})/u;

/** Tells each unknown document once, and no more than a thousand of them until it is reset. */
export class UnknownDocuments {
  readonly #tell: (document: UnknownDocument) => void;
  readonly #told = new Set<string>();

  constructor(tell: (document: UnknownDocument) => void) {
    this.#tell = tell;
  }

  note(text: string, client: string | undefined): void {
    if (this.#told.size >= MAX_TOLD) {
      return;
    }
    const sha256 = hash('sha256', text);
    if (!this.#told.has(sha256)) {
      this.#told.add(sha256);
      const operation = OPERATION_NAME.exec(text)?.groups?.['name'];
      this.#tell({ sha256, operation, client });
    }
  }

  reset(): void {
    this.#told.clear();
  }
}
