import type { ResponseRule } from '#src/config/headers.ts';
import type { AnswerHeaders, TakeHeaders } from '#src/fetchers/scope.ts';

/** Collects what of the headers of subgraphs goes on to the client of one operation. */
export class PassedHeaders {
  readonly #rules: readonly ResponseRule[];
  readonly #values = new Map<string, string>();

  constructor(rules: readonly ResponseRule[]) {
    this.#rules = rules;
  }

  readonly take: TakeHeaders = (subgraph, headers) => {
    for (const rule of this.#rules) {
      const value = readValue(headers, rule.header);
      if (value !== undefined && (rule.from === undefined || rule.from.includes(subgraph))) {
        this.#merge(rule, value);
      }
    }
  };

  /** By name, once the operation is over. */
  write(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#values);
  }

  #merge({ header, as, merge }: ResponseRule, value: string): void {
    const name = as ?? header;
    const known = this.#values.get(name);
    if (known === undefined || merge === 'last') {
      this.#values.set(name, value);
    } else if (merge === 'append') {
      this.#values.set(name, `${known}, ${value}`);
    }
  }
}

function readValue(headers: AnswerHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' ? value : value?.join(', ');
}
