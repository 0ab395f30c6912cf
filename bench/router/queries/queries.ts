import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface BenchQuery {
  readonly name: string;
  readonly text: string;
  /** The request's body. */
  readonly body: string;
}

export const QUERIES: readonly BenchQuery[] = ['heavy', 'medium', 'small'].map((name) => {
  const text = readFileSync(path.join(import.meta.dirname, `${name}.graphql`), 'utf8');
  return { name, text, body: JSON.stringify({ query: text }) };
});
