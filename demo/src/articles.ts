import { LOCALES, type Words, words } from './grammar/words.ts';
import { demoKey } from './keys.ts';
import type { ArticleLine } from './lines.ts';

type Category = ArticleLine['category'];

/** Category, title and paragraphs of the help centre, in its order; each in English, German and French. */
const ARTICLES: readonly (readonly [key: string, category: Category, ...texts: string[]])[] = [
  [
    'parcel',
    'DELIVERY',
    'Where is my parcel?|Wo ist mein Paket?|Où est mon colis ?',
    'As soon as a parcel leaves, your order shows its number. Follow it at the carrier with that.|Sobald ein Paket unterwegs ist, zeigt Ihre Bestellung seine Nummer. Damit verfolgen Sie es beim Zusteller.|Dès le départ d’un colis, votre commande affiche son numéro. Il vous permet de le suivre chez le transporteur.',
    'An order may come in several parcels. If one is missing for three days longer than announced, write to us.|Eine Bestellung kann in mehreren Paketen kommen. Fehlt eines drei Tage länger als angekündigt, schreiben Sie uns.|Une commande peut arriver en plusieurs colis. S’il en manque un trois jours après la date annoncée, écrivez-nous.',
  ],
  [
    'return',
    'RETURN',
    'How do I return something?|Wie gebe ich etwas zurück?|Comment retourner un article ?',
    'Open the order, choose what is to come back, and say why. That is possible for 30 days after it has arrived.|Öffnen Sie die Bestellung, wählen Sie, was zurückgehen soll, und sagen Sie, warum. Das geht bis 30 Tage nach der Ankunft.|Ouvrez la commande, choisissez les articles à renvoyer et indiquez la raison. C’est possible pendant 30 jours après la livraison.',
    'The wrong size counts as a reason, too. The money comes back the way it came.|Auch eine falsche Größe ist ein Grund. Das Geld kommt auf dem Weg zurück, auf dem es kam.|Une mauvaise taille est aussi une raison. Le remboursement passe par le moyen de paiement d’origine.',
  ],
  [
    'cancel',
    'ORDER',
    'Can I cancel an order?|Kann ich eine Bestellung stornieren?|Puis-je annuler une commande ?',
    'Yes, as long as nothing of it has left. The order has a button for it, also for guests.|Ja, solange nichts davon unterwegs ist. Die Bestellung hat einen Knopf dafür, auch für Gäste.|Oui, tant que rien n’est parti. La commande a un bouton pour cela, même sans compte.',
  ],
  [
    'declined',
    'PAYMENT',
    'Why was my payment declined?|Warum wurde meine Zahlung abgelehnt?|Pourquoi mon paiement a-t-il été refusé ?',
    'Your bank decides, and tells us no more than that. Try again, or pay with another card; your cart stays as it is.|Das entscheidet Ihre Bank, und sie sagt uns nicht mehr als das. Versuchen Sie es noch einmal oder mit einer anderen Karte; Ihr Warenkorb bleibt, wie er ist.|C’est votre banque qui décide, sans nous en dire plus. Réessayez, ou payez avec une autre carte ; votre panier reste tel quel.',
  ],
  [
    'refund',
    'PAYMENT',
    'When is my money back?|Wann ist mein Geld zurück?|Quand serai-je remboursé ?',
    'We send it back at once when a return is approved or an order is cancelled. Banks take up to five working days.|Wir schicken es zurück, sobald eine Rückgabe angenommen oder eine Bestellung storniert ist. Banken brauchen bis zu fünf Werktage.|Nous le renvoyons dès qu’un retour est accepté ou une commande annulée. Les banques prennent jusqu’à cinq jours ouvrés.',
  ],
  [
    'voucher',
    'PAYMENT',
    'How do I use a voucher?|Wie löse ich einen Gutschein ein?|Comment utiliser un bon ?',
    'Enter its code in the cart. Some vouchers are for one customer alone: sign in before.|Geben Sie den Code im Warenkorb ein. Manche Gutscheine sind nur für eine Person: Melden Sie sich vorher an.|Saisissez son code dans le panier. Certains bons sont réservés à une personne : connectez-vous avant.',
  ],
  [
    'sizes',
    'PRODUCT',
    'Which size fits me?|Welche Größe passt mir?|Quelle taille me va ?',
    'Every product page says what was measured, in centimetres. Between two sizes, take the larger one.|Jede Produktseite sagt in Zentimetern, was gemessen wurde. Zwischen zwei Größen nehmen Sie die größere.|Chaque page produit indique les mesures en centimètres. Entre deux tailles, prenez la plus grande.',
  ],
  [
    'erase',
    'ACCOUNT',
    'How do I delete my account?|Wie lösche ich mein Konto?|Comment supprimer mon compte ?',
    'In your account, under personal data. What you bought stays in our books without your name.|In Ihrem Konto unter persönliche Daten. Was Sie gekauft haben, bleibt ohne Ihren Namen in unseren Büchern.|Dans votre compte, sous données personnelles. Vos achats restent dans nos livres, sans votre nom.',
  ],
];

/** The help centre: the same in every profile, since customers ask the same of a small shop. */
export function* articleLines(): Generator<ArticleLine> {
  for (const [position, [key, category, title = '', ...paragraphs]] of ARTICLES.entries()) {
    yield {
      type: 'helpArticle',
      key: demoKey(`help-${key}`),
      category,
      position,
      title: words(title),
      body: joinParagraphs(paragraphs.map(words)),
    };
  }
}

function joinParagraphs(paragraphs: readonly Words[]): Words {
  const htmlIn = (locale: keyof Words): string =>
    paragraphs.map((paragraph) => `<p>${paragraph[locale]}</p>`).join('');
  const [en = '', de = '', fr = ''] = LOCALES.map(htmlIn);
  return { en, de, fr };
}
