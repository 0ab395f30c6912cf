/** A stream of repeatable choices. The same name gives the same stream on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different members, in the order of the list. */
  sample<T>(list: readonly T[], count: number): T[];
}

/**
 * A stream named by its parts. Every product draws from streams of its own, so that adding a word to one list,
 * or asking for more products, changes as little as possible of everything else.
 */
export function createRandom(...name: readonly (string | number)[]): Random {
  const next = createSfc32(hashText(name.join('/')));
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const member = list[between(0, list.length - 1)];
    if (member === undefined) {
      throw new RangeError('There is nothing to pick from an empty list.');
    }
    return member;
  };
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    sample(list, count) {
      let wanted = Math.min(count, list.length);
      return list.filter((_, index) => {
        const taken = next() * (list.length - index) < wanted;
        wanted -= taken ? 1 : 0;
        return taken;
      });
    },
  };
}

/** A whole number from the name alone, to seed generators that are not ours. */
export function seedOf(...name: readonly (string | number)[]): number {
  return hashText(name.join('/'))[0];
}

type Seed = readonly [number, number, number, number];

/** cyrb128: spreads a short text over 128 bits. Integer arithmetic only, so the bytes are the same everywhere. */
function hashText(text: string): Seed {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 597399067);
    b = c ^ Math.imul(b ^ unit, 2869860233);
    c = d ^ Math.imul(c ^ unit, 951274213);
    d = a ^ Math.imul(d ^ unit, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** Small fast counter: 128 bits of state, passes PractRand, six operations a number. */
function createSfc32(seed: Seed): () => number {
  let [a, b, c, counter] = seed;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}
