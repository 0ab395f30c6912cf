import { trait } from './trait.ts';

/** Traits of what people wear, carry and charge. */
export const WEAR_AND_TECH = {
  lightweight: trait(
    'lightweight|leicht|léger,légère',
    'It weighs so little that you forget you carry it.|Es wiegt so wenig, dass man es unterwegs vergisst.|Son faible poids se fait oublier en chemin.',
  ),
  durable: trait(
    'durable|strapazierfähig|résistant,résistante',
    'Made to last for years of daily use.|Gemacht für jahrelangen täglichen Gebrauch.|Conçu pour durer des années au quotidien.',
  ),
  compact: trait(
    'compact|kompakt|compact,compacte',
    'It fits on the smallest shelf and in most drawers.|Passt auf das kleinste Regal und in fast jede Schublade.|Trouve sa place sur la plus petite étagère.',
  ),
  foldable: trait(
    'foldable|faltbar|pliable,pliable',
    'Folds flat in seconds when you no longer need it.|Lässt sich in Sekunden flach zusammenfalten.|Se plie à plat en quelques secondes.',
  ),
  handmade: trait(
    'handmade|handgefertigt|fait main',
    'Every piece is made by hand in a small workshop.|Jedes Stück entsteht von Hand in einer kleinen Werkstatt.|Chaque pièce est faite à la main dans un petit atelier.',
  ),
  recycled: trait(
    'recycled|aus Recyclingmaterial|en matière recyclée',
    'Recycled material replaces at least half of the new.|Mindestens die Hälfte besteht aus wiederverwertetem Material.|Au moins la moitié provient de matières recyclées.',
  ),
  organic: trait(
    'organic|bio|biologique,biologique',
    'Grown without synthetic pesticides and certified every year.|Ohne synthetische Pestizide angebaut und jährlich zertifiziert.|Cultivé sans pesticides de synthèse et certifié chaque année.',
  ),
  vegan: trait(
    'vegan|vegan|végan,végane',
    'Nothing in it comes from an animal.|Enthält keine tierischen Bestandteile.|Sans aucun ingrédient d’origine animale.',
  ),
  washable: trait(
    'machine-washable|waschmaschinenfest|lavable en machine',
    'Goes into the washing machine at 40 degrees.|Darf bei 40 Grad in die Waschmaschine.|Passe en machine à 40 degrés.',
  ),
  breathable: trait(
    'breathable|atmungsaktiv|respirant,respirante',
    'Air passes through, so heat and sweat get out.|Luft strömt hindurch, Wärme und Schweiß entweichen.|L’air circule, la chaleur et la transpiration s’évacuent.',
  ),
  waterproof: trait(
    'waterproof|wasserdicht|imperméable,imperméable',
    'Taped seams keep heavy rain out.|Verklebte Nähte halten starken Regen ab.|Les coutures étanchées arrêtent les fortes pluies.',
  ),
  windproof: trait(
    'windproof|winddicht|coupe-vent',
    'A dense membrane stops cold wind.|Eine dichte Membran hält kalten Wind ab.|Une membrane dense arrête le vent froid.',
  ),
  insulated: trait(
    'insulated|isoliert|isolé,isolée',
    'Trapped air keeps warmth where it belongs.|Eingeschlossene Luft hält die Wärme dort, wo sie hingehört.|L’air emprisonné garde la chaleur là où il faut.',
  ),
  stretch: trait(
    'stretch|elastisch|extensible,extensible',
    'Elastic fibres follow every movement.|Elastische Fasern machen jede Bewegung mit.|Des fibres élastiques suivent chaque mouvement.',
  ),
  slimFit: trait(
    'slim-fit|schmal geschnitten|coupe ajustée',
    'Cut close to the body without pinching.|Körpernah geschnitten, ohne zu kneifen.|Coupe près du corps, sans serrer.',
  ),
  oversized: trait(
    'oversized|weit geschnitten|coupe ample',
    'Generous volume for a relaxed look.|Viel Weite für einen lässigen Auftritt.|Des volumes généreux pour une allure décontractée.',
  ),
  quickDrying: trait(
    'quick-drying|schnelltrocknend|à séchage rapide',
    'Dries overnight on a hanger.|Trocknet über Nacht auf dem Bügel.|Sèche en une nuit sur un cintre.',
  ),
  lined: trait(
    'lined|gefüttert|doublé,doublée',
    'A soft lining feels warm from the first moment.|Weiches Futter wärmt vom ersten Augenblick an.|Une doublure douce tient chaud dès le premier instant.',
  ),
  cushioned: trait(
    'cushioned|gedämpft|amorti,amortie',
    'Foam under the heel softens every step.|Schaumstoff unter der Ferse dämpft jeden Schritt.|La mousse sous le talon amortit chaque pas.',
  ),
  reflective: trait(
    'reflective|reflektierend|réfléchissant,réfléchissante',
    'Reflecting strips make you visible in the dark.|Reflektierende Streifen machen im Dunkeln sichtbar.|Des bandes réfléchissantes vous rendent visible la nuit.',
  ),
  wireless: trait(
    'wireless|kabellos|sans fil',
    'Connects over Bluetooth up to ten metres away.|Verbindet sich per Bluetooth bis zehn Meter weit.|Se connecte en Bluetooth jusqu’à dix mètres.',
  ),
  noiseCancelling: trait(
    'noise-cancelling|mit Geräuschunterdrückung|à réduction de bruit',
    'Microphones listen to the noise around you and cancel it.|Mikrofone hören den Umgebungslärm und löschen ihn aus.|Des micros captent le bruit ambiant et l’annulent.',
  ),
  fastCharging: trait(
    'fast-charging|schnellladend|à charge rapide',
    'Half an hour at the socket brings half a day.|Eine halbe Stunde an der Steckdose reicht für einen halben Tag.|Une demi-heure de charge suffit pour une demi-journée.',
  ),
  rechargeable: trait(
    'rechargeable|wiederaufladbar|rechargeable,rechargeable',
    'The battery is charged by USB-C and can be replaced.|Der Akku lädt über USB-C und lässt sich tauschen.|La batterie se recharge en USB-C et se remplace.',
  ),
  backlit: trait(
    'backlit|beleuchtet|rétroéclairé,rétroéclairée',
    'Even light makes it easy to use in the dark.|Gleichmäßiges Licht erleichtert die Nutzung im Dunkeln.|Un éclairage uniforme facilite l’usage dans le noir.',
  ),
  quiet: trait(
    'quiet|leise|silencieux,silencieuse',
    'Quieter than a conversation in the same room.|Leiser als ein Gespräch im selben Raum.|Moins bruyant qu’une conversation dans la pièce.',
  ),
  smart: trait(
    'smart|smart|connecté,connectée',
    'Can be set from the phone, and works without it.|Lässt sich per Telefon steuern und läuft auch ohne.|Se règle depuis le téléphone et fonctionne aussi sans.',
  ),
  energySaving: trait(
    'energy-saving|energiesparend|économe,économe',
    'Uses a third less power than its predecessor.|Verbraucht ein Drittel weniger Strom als das Vorgängermodell.|Consomme un tiers de moins que le modèle précédent.',
  ),
  splashproof: trait(
    'splash-proof|spritzwassergeschützt|résistant aux éclaboussures',
    'Splashes of water do it no harm.|Spritzwasser macht nichts aus.|Les éclaboussures ne lui font aucun mal.',
  ),
  highResolution: trait(
    'high-resolution|hochauflösend|haute résolution',
    'Fine detail stays sharp up close.|Feine Details bleiben auch aus der Nähe scharf.|Les détails restent nets même de près.',
  ),
} as const;
