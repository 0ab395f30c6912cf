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
  'I would buy it again. It came on the day that was promised, two people had it standing within the hour, and a year later it looks as it did on the first day. The only thing that I would change is the manual, which shows the last step before the one that it needs. My neighbours have bought the same one since.',
  'Too much money for what it is. The material is good and the finish is better than on the photos, but the legs were not level out of the box and no shim was included. Customer service answered the same evening and sent a set, for which there is a second star. Measure your door before you order, mine was too narrow.',
  'It does what it should, no more and no less. We have had it in the office for some months now, it is moved about once a week and nothing has come loose. The colour is a little darker than I had expected from the page. If you can wait, wait for a sale: the price goes up and down a lot during the year, I found.',
  'I prefer the one that we had before. It was lighter, easier to clean, and could be taken apart without tools. This one is handsome all the same, and everybody who comes in says so first thing. I would give it to somebody with more room and fewer children than we have, and I mean that as a compliment.',
];
const REVIEWS = 17;

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
