import { words, type Words } from './words.ts';

interface Verdict {
  readonly titles: readonly Words[];
  readonly bodies: readonly Words[];
}

/** What reviewers say, in the order in which they would say it. */
export const verdicts: Readonly<Record<'good' | 'fair' | 'bad', Verdict>> = {
  good: {
    titles: [
      words('Would buy again|Würde ich wieder kaufen|Je rachèterais'),
      words('Exactly what I needed|Genau das Richtige|Exactement ce qu’il me fallait'),
      words('Better than expected|Besser als erwartet|Mieux que prévu'),
      words('Great quality|Tolle Qualität|Très bonne qualité'),
    ],
    bodies: [
      words(
        'Arrived a day early and well packed.|Kam einen Tag früher und gut verpackt an.|Arrivé un jour plus tôt et bien emballé.',
      ),
      words(
        'It looks even better than in the pictures.|Sieht noch besser aus als auf den Bildern.|Encore plus beau que sur les photos.',
      ),
      words(
        'The quality surprised me at this price.|Die Qualität hat mich bei diesem Preis überrascht.|La qualité m’a surpris à ce prix.',
      ),
      words(
        'I use it every day and it shows no wear.|Ich benutze es täglich und sehe keine Abnutzung.|Je l’utilise tous les jours sans trace d’usure.',
      ),
      words(
        'My sister has ordered one too.|Meine Schwester hat es auch bestellt.|Ma sœur l’a commandé aussi.',
      ),
      words(
        'Customer service answered within an hour.|Der Kundendienst hat binnen einer Stunde geantwortet.|Le service client a répondu en une heure.',
      ),
      words('Warmly recommended.|Klare Empfehlung.|Je le recommande vivement.'),
    ],
  },
  fair: {
    titles: [
      words('Does its job|Erfüllt seinen Zweck|Fait le travail'),
      words('Fine, not more|In Ordnung, mehr nicht|Correct, sans plus'),
      words('Mixed feelings|Gemischte Gefühle|Avis mitigé'),
    ],
    bodies: [
      words(
        'Delivery took a week longer than promised.|Die Lieferung dauerte eine Woche länger als versprochen.|La livraison a pris une semaine de plus que prévu.',
      ),
      words(
        'The colour is a little darker than shown.|Die Farbe ist etwas dunkler als gezeigt.|La couleur est un peu plus sombre que sur la photo.',
      ),
      words(
        'Good idea, but the finish could be better.|Gute Idee, aber die Verarbeitung könnte besser sein.|Bonne idée, mais les finitions pourraient être meilleures.',
      ),
      words(
        'It is all right for the price.|Für den Preis ist es in Ordnung.|Pour le prix, c’est correct.',
      ),
    ],
  },
  bad: {
    titles: [
      words('Disappointed|Enttäuscht|Déçu'),
      words('Sent it back|Zurückgeschickt|Renvoyé'),
      words('Not for me|Nichts für mich|Pas pour moi'),
    ],
    bodies: [
      words(
        'The box was torn and a part was missing.|Der Karton war eingerissen und ein Teil fehlte.|Le carton était déchiré et une pièce manquait.',
      ),
      words(
        'It broke after two weeks.|Nach zwei Wochen war es kaputt.|Cassé au bout de deux semaines.',
      ),
      words(
        'Much smaller than I had thought.|Viel kleiner als gedacht.|Bien plus petit que je ne pensais.',
      ),
      words(
        'The refund came quickly, at least.|Immerhin kam die Erstattung schnell.|Au moins, le remboursement a été rapide.',
      ),
    ],
  },
};
