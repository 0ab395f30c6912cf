import { readJson } from '@supergraph/kit/read-json';
import { z } from 'zod';

/** What an event of a search is counted for. */
export interface SearchedFor {
  readonly locale: string;
  /** Folded words with one space between; empty without a query. */
  readonly text: string;
}

const shape = z.tuple([
  z.string().max(35),
  z.string().regex(/^[\p{L}\p{N} ]{0,1000}$/u),
  z.string().min(1).max(40),
]);

/** An id that says what was searched for: any instance can count its events, and a search writes nothing. */
export function writeQueryId({ locale, text }: SearchedFor, unique: string): string {
  return Buffer.from(JSON.stringify([locale, text, unique])).toString('base64url');
}

/** Undefined when it is no id of a search. */
export function readQueryId(id: string): SearchedFor | undefined {
  const checked = shape.safeParse(readJson(Buffer.from(id, 'base64url').toString('utf8')));
  return checked.success ? { locale: checked.data[0], text: checked.data[1] } : undefined;
}
