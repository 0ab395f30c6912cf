import { Faker, base, de, en, fr } from '@faker-js/faker';

import { LOCALES } from './grammar/words.ts';
import type { ReviewLine } from './lines.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { verdicts } from './grammar/verdicts.ts';

const people = {
  en: new Faker({ locale: [en, base] }),
  de: new Faker({ locale: [de, en, base] }),
  fr: new Faker({ locale: [fr, en, base] }),
};

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 660;
const MS_PER_DAY = 86_400_000;

/** Few products have many reviews, a quarter has none, and good ones prevail. */
export function* reviewLines(productKey: string, seed: number): Generator<ReviewLine> {
  const random = createRandom(seed, 'reviews', productKey);
  const count = random.chance(0.25) ? 0 : random.between(1, random.chance(0.1) ? 18 : 5);
  const quality = random.between(2, 5);
  for (const faker of Object.values(people)) {
    faker.seed(seedOf(seed, 'authors', productKey));
  }
  for (let number = 0; number < count; number++) {
    yield reviewLine(productKey, random, quality);
  }
}

function reviewLine(productKey: string, random: Random, quality: number): ReviewLine {
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
    authorName: people[locale].person.fullName(),
    createdAt: new Date(createdAt).toISOString(),
  };
}
