import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { listCircles } from './circles.ts';

/** Levels by place, of a type that both graphs have with its key. */
function levelsOf(fields: string): Readonly<Record<string, number>> {
  const circles = listCircles(
    parse(`type Item @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
      id: ID!
      ${fields}
    }`),
  );
  return Object.fromEntries([...circles].map(([place, { level }]) => [place, level]));
}

const PRICE = 'price: Int @join__field(graph: A) @join__field(graph: B, external: true)';
const RATE =
  'rate: Int @join__field(graph: A, external: true) @join__field(graph: B, requires: "price")';

describe('listCircles', () => {
  it('finds a requirement that leads back to its own subgraph, with those on the way', () => {
    const levels = levelsOf(`${PRICE} ${RATE} sum: Int @join__field(graph: A, requires: "rate")`);
    expect(levels).toEqual({ 'A Item.sum': 2, 'B Item.rate': 1 });
  });

  it('finds none where a requirement ends in another subgraph', () => {
    expect(levelsOf(`${PRICE} ${RATE}`)).toEqual({});
  });

  it('takes no key for a way back', () => {
    const levels = levelsOf('rate: Int @join__field(graph: B, requires: "id")');
    expect(levels).toEqual({});
  });

  it('leaves out fields that would need their own value', () => {
    const levels = levelsOf(`
      one: Int @join__field(graph: A, requires: "two") @join__field(graph: B, external: true)
      two: Int @join__field(graph: B, requires: "one") @join__field(graph: A, external: true)`);
    expect(levels).toEqual({});
  });

  it('follows the fields that implement a required one', () => {
    const circles = listCircles(
      parse(`
        interface Priced @join__type(graph: A) @join__type(graph: B) { rate: Int }
        type Item implements Priced @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
          id: ID!
          ${PRICE} ${RATE}
          peer: Priced @join__field(graph: A, external: true) @join__field(graph: B)
          sum: Int @join__field(graph: A, requires: "peer { rate }")
        }`),
    );
    expect([...circles.keys()]).toEqual(['A Item.sum', 'B Item.rate']);
  });
});
