import type { Fault } from '#src/composition/faults.ts';

/** What may be right instead of a fault, as sentences. */
export function sayRight({ suggestions = [], advice }: Fault): string[] {
  const names = suggestions.map((name) => `"${name}"`).join(', ');
  return [...(names ? [`Did you mean ${names}?`] : []), ...(advice === undefined ? [] : [advice])];
}
