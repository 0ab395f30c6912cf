export interface Account {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

export interface Ware {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

export interface Opinion {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly upc: string;
}

const NAMES = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov'];
const WARES = ['Table', 'Couch', 'Chair', 'Lamp', 'Shelf', 'Desk', 'Bed', 'Stool', 'Mirror'];
const VERDICTS = [
  'Love it, and would buy it again!',
  'Too expensive for what it is.',
  'Could be better, but it does what it should.',
  'Prefer something else.',
];
const REVIEWS = 26;

/** As many and as repetitive as it takes for a heavy answer of about 90 KB: few things, seen from many sides. */
export const accounts: readonly Account[] = NAMES.map((name, index) => ({
  id: `u${index + 1}`,
  name,
  username: name.toLowerCase().replace(' ', '.'),
  birthday: 1900 + index,
}));

export const wares: readonly Ware[] = WARES.map((name, index) => ({
  upc: `p${index + 1}`,
  name,
  price: 99 + index * 150,
  weight: 100 + index * 90,
  inStock: index % 3 !== 1,
}));

export const opinions: readonly Opinion[] = Array.from({ length: REVIEWS }, (_, index) => ({
  id: `r${index + 1}`,
  body: VERDICTS[index % VERDICTS.length] ?? '',
  authorId: `u${(index % NAMES.length) + 1}`,
  upc: `p${((index * 4) % WARES.length) + 1}`,
}));
