import { Faker, base, de, en, fr } from '@faker-js/faker';

import { LOCALES, type Words } from './grammar/words.ts';
import type { ReviewLine } from './lines.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { verdicts } from './grammar/verdicts.ts';

/** Names by locale, drawn once: seeding Faker for every product would take longer than the rest of it. */
export type Authors = Readonly<Record<keyof Words, readonly string[]>>;

const NAMES_PER_LOCALE = 400;

export function createAuthors(seed: number): Authors {
  const draw = (faker: Faker, locale: string): string[] => {
    faker.seed(seedOf(seed, 'authors', locale));
    return Array.from({ length: NAMES_PER_LOCALE }, () => faker.person.fullName());
  };
  return {
    en: draw(new Faker({ locale: [en, base] }), 'en'),
    de: draw(new Faker({ locale: [de, en, base] }), 'de'),
    fr: draw(new Faker({ locale: [fr, en, base] }), 'fr'),
  };
}

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 660;
const MS_PER_DAY = 86_400_000;

/** Few products have many reviews, a quarter has none, and good ones prevail. */
export function* reviewLines(
  productKey: string,
  { seed, authors }: { readonly seed: number; readonly authors: Authors },
): Generator<ReviewLine> {
  const random = createRandom(seed, 'reviews', productKey);
  const count = random.chance(0.25) ? 0 : random.between(1, random.chance(0.1) ? 18 : 5);
  const quality = random.between(2, 5);
  for (let number = 0; number < count; number++) {
    yield reviewLine(productKey, { random, quality, authors });
  }
}

interface Reviewing {
  readonly random: Random;
  /** What most reviewers think of the product, 2 to 5. */
  readonly quality: number;
  readonly authors: Authors;
}

function reviewLine(productKey: string, { random, quality, authors }: Reviewing): ReviewLine {
  const locale = random.chance(0.6) ? 'en' : random.pick(LOCALES);
  const rating = Math.min(5, Math.max(1, quality + random.between(-1, 2)));
  const { titles, bodies } = verdicts[rating > 3 ? 'good' : rating === 3 ? 'fair' : 'bad'];
  const createdAt =
    FIRST_DAY + random.between(0, DAYS) * MS_PER_DAY + random.between(0, MS_PER_DAY - 1);
  return {
    type: 'review',
    productKey,
    rating,
    ...(random.chance(0.7) ? { title: random.pick(titles)[locale] } : {}),
    body: random
      .sample(bodies, random.between(1, 3))
      .map((sentence) => sentence[locale])
      .join(' '),
    authorName: random.pick(authors[locale]),
    createdAt: new Date(createdAt).toISOString(),
  };
}
