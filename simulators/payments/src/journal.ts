import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Payment, PaymentEvent } from './payment.ts';

/** One line of the journal. */
export type Entry =
  | {
      readonly kind: 'payment';
      readonly payment: Payment;
      readonly event: PaymentEvent | null;
      readonly answer: Answered | null;
    }
  | { readonly kind: 'method'; readonly reusable: string; readonly token: string }
  | { readonly kind: 'method forgotten'; readonly reusable: string }
  | { readonly kind: 'delivered'; readonly eventId: string };

/** What a key was answered with. */
export interface Answered {
  readonly key: string;
  readonly paymentId: string;
  readonly inputHash: string;
}

export interface Journal {
  readonly entries: readonly Entry[];
  /** Returns once the line is with the operating system: kill -9 loses nothing that was answered. */
  append(entry: Entry): void;
}

/** In the folder, or in memory alone. A last line that was cut off is left out. */
export function openJournal(folder: string | undefined): Journal {
  if (folder === undefined) {
    return { entries: [], append: () => undefined };
  }
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'journal.jsonl');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) {
    appendFileSync(file, '\n');
  }
  return {
    entries: text.split('\n').flatMap(readEntry),
    append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 }),
  };
}

function readEntry(line: string): Entry[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}
