/** A text in every locale of the catalogue. */
export interface Words {
  readonly en: string;
  readonly de: string;
  readonly fr: string;
}

export const LOCALES = ['en', 'de', 'fr'] as const;

/** `English|Deutsch|français`: one line a text, so that a translator sees all three together. */
export function words(text: string): Words {
  const [en, de, fr, ...rest] = text.split('|');
  if (en === undefined || de === undefined || fr === undefined || rest.length > 0) {
    throw new TypeError(`"${text}" needs exactly an English, a German and a French part.`);
  }
  return { en, de, fr };
}

/** What French adjectives agree with: masculine or feminine, singular or plural. */
export type FrenchForm = 'ms' | 'fs' | 'mp' | 'fp';

/** `imperméable` stays; `isolant,isolante` follows gender and number; phrases such as `en cuir` never change. */
export function agree(adjective: string, form: FrenchForm): string {
  const [masculine, feminine] = adjective.split(',');
  if (masculine === undefined || feminine === undefined) {
    return adjective;
  }
  const singular = form.startsWith('m') ? masculine : feminine;
  return form.endsWith('p') && !/[sx]$/u.test(singular) ? `${singular}s` : singular;
}

/** `noise-cancelling` as it stands in an English product name: `Noise-Cancelling`. */
export function titleCase(text: string): string {
  return text.replaceAll(/(?<=^|[\s-])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
