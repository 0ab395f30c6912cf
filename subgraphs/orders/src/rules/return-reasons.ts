import { localeChain, pickByLocale } from '@supergraph/kit/locales';

const LABELS = {
  DAMAGED: { en: 'Arrived damaged', de: 'Beschädigt angekommen', fr: 'Arrivé endommagé' },
  DEFECTIVE: { en: 'Does not work', de: 'Funktioniert nicht', fr: 'Ne fonctionne pas' },
  WRONG_ITEM: { en: 'Not what was ordered', de: 'Falscher Artikel', fr: 'Mauvais article' },
  NOT_AS_DESCRIBED: {
    en: 'Not as described',
    de: 'Entspricht nicht der Beschreibung',
    fr: 'Non conforme à la description',
  },
  DOES_NOT_FIT: { en: 'Does not fit', de: 'Passt nicht', fr: 'Ne convient pas' },
  TOO_LATE: { en: 'Arrived too late', de: 'Zu spät angekommen', fr: 'Arrivé trop tard' },
  CHANGED_MIND: { en: 'No longer wanted', de: 'Gefällt doch nicht', fr: 'Changement d’avis' },
  OTHER: { en: 'Another reason', de: 'Anderer Grund', fr: 'Autre raison' },
} as const;

export type ReasonCode = keyof typeof LABELS;

export const REASON_CODES = Object.keys(LABELS) as ReasonCode[];

export function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(LABELS, code);
}

/** What a reason is called, in the nearest language there is. */
export function labelOf(code: ReasonCode, locale: string): string {
  const texts = Object.entries(LABELS[code]).map(([of, text]) => ({ locale: of, text }));
  return pickByLocale(texts, localeChain(locale, 'en'))?.text ?? code;
}
