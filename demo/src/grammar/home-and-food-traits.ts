import { trait } from './trait.ts';

/** Traits of what people put up, cook, eat, apply and play with. */
export const HOME_AND_FOOD = {
  dimmable: trait(
    'dimmable|dimmbar|à intensité variable',
    'Dims smoothly from reading light to candle light.|Stufenlos vom Leselicht bis zum Kerzenschein.|Passe en douceur de la lecture à la lueur d’une bougie.',
  ),
  scratchResistant: trait(
    'scratch-resistant|kratzfest|anti-rayures',
    'The surface shrugs off keys, toys and pan bottoms.|Schlüssel, Spielzeug und Topfböden hinterlassen keine Spuren.|Clés, jouets et fonds de casserole n’y laissent aucune trace.',
  ),
  stackable: trait(
    'stackable|stapelbar|empilable,empilable',
    'Stacks up to four high and saves floor space.|Bis zu vier Stück übereinander stapelbar.|S’empile par quatre pour gagner de la place.',
  ),
  adjustable: trait(
    'height-adjustable|höhenverstellbar|réglable en hauteur',
    'One lever sets the height to your body.|Ein Hebel stellt die Höhe auf den Körper ein.|Un levier adapte la hauteur à votre taille.',
  ),
  nonSlip: trait(
    'non-slip|rutschfest|antidérapant,antidérapante',
    'Rubber on the underside holds it in place.|Gummi an der Unterseite hält es an seinem Platz.|Le caoutchouc du dessous le maintient en place.',
  ),
  heatResistant: trait(
    'heat-resistant|hitzebeständig|résistant à la chaleur,résistante à la chaleur',
    'Safe to use up to 230 degrees.|Bis 230 Grad unbedenklich.|Supporte jusqu’à 230 degrés.',
  ),
  dishwasherSafe: trait(
    'dishwasher-safe|spülmaschinenfest|lavable au lave-vaisselle',
    'Comes out of the dishwasher like new, year after year.|Kommt Jahr für Jahr wie neu aus der Spülmaschine.|Ressort comme neuf du lave-vaisselle, année après année.',
  ),
  nonStick: trait(
    'non-stick|antihaftbeschichtet|antiadhésif,antiadhésive',
    'Eggs slide off without a drop of oil.|Eier gleiten ohne einen Tropfen Öl heraus.|Les œufs glissent sans une goutte d’huile.',
  ),
  airtight: trait(
    'airtight|luftdicht|hermétique,hermétique',
    'The seal keeps aroma in and moisture out.|Die Dichtung hält Aroma drinnen und Feuchtigkeit draußen.|Le joint garde l’arôme et bloque l’humidité.',
  ),
  cordless: trait(
    'cordless|akkubetrieben|à batterie',
    'No cable to trip over: one charge is good for an hour.|Kein Kabel im Weg: eine Ladung reicht für eine Stunde.|Aucun câble gênant : une charge dure une heure.',
  ),
  hypoallergenic: trait(
    'hypoallergenic|allergikergeeignet|hypoallergénique,hypoallergénique',
    'Tested with people who have sensitive skin and allergies.|Mit Allergikern und empfindlicher Haut getestet.|Testé auprès de personnes allergiques et sensibles.',
  ),
  blackout: trait(
    'blackout|verdunkelnd|occultant,occultante',
    'Keeps the room dark at midsummer noon.|Hält den Raum selbst mittags im Sommer dunkel.|Garde la pièce sombre même à midi en été.',
  ),
  fragranceFree: trait(
    'fragrance-free|parfümfrei|sans parfum',
    'Free of perfume and of the most common irritants.|Frei von Parfüm und den häufigsten Reizstoffen.|Sans parfum ni irritants courants.',
  ),
  moisturising: trait(
    'moisturising|feuchtigkeitsspendend|hydratant,hydratante',
    'Glycerine binds water in the skin for 24 hours.|Glycerin bindet Wasser 24 Stunden lang in der Haut.|La glycérine retient l’eau dans la peau pendant 24 heures.',
  ),
  soothing: trait(
    'soothing|beruhigend|apaisant,apaisante',
    'Chamomile and panthenol calm irritated skin.|Kamille und Panthenol beruhigen gereizte Haut.|La camomille et le panthénol calment la peau irritée.',
  ),
  longWear: trait(
    'long-wear|langanhaltend|longue tenue',
    'Stays on from breakfast to the last train.|Hält vom Frühstück bis zum letzten Zug.|Tient du petit-déjeuner au dernier train.',
  ),
  fairTrade: trait(
    'fair-trade|fair gehandelt|équitable,équitable',
    'Growers are paid a price they can live on.|Die Bauern erhalten einen Preis, von dem sie leben können.|Les producteurs reçoivent un prix qui les fait vivre.',
  ),
  glutenFree: trait(
    'gluten-free|glutenfrei|sans gluten',
    'Made in a kitchen that never sees wheat.|Hergestellt in einer Küche ganz ohne Weizen.|Préparé dans une cuisine qui ne connaît pas le blé.',
  ),
  sugarFree: trait(
    'sugar-free|zuckerfrei|sans sucre',
    'Sweet only from what the fruit brings along.|Süß nur durch das, was die Früchte mitbringen.|Sucré uniquement par ses fruits.',
  ),
  spicy: trait(
    'spicy|scharf|épicé,épicée',
    'Chilli warms slowly and stays a while.|Chili wärmt langsam und bleibt eine Weile.|Le piment réchauffe lentement et dure.',
  ),
  mild: trait(
    'mild|mild|doux,douce',
    'Gentle in taste, also for people who do not like it strong.|Sanft im Geschmack, auch für alle, die es nicht kräftig mögen.|Un goût doux, même pour ceux qui n’aiment pas le fort.',
  ),
  educational: trait(
    'educational|lehrreich|éducatif,éducative',
    'Counting, sorting and building come by themselves.|Zählen, Sortieren und Bauen ergeben sich von selbst.|Compter, trier et construire viennent tout seuls.',
  ),
  cooperative: trait(
    'cooperative|kooperativ|coopératif,coopérative',
    'Everybody wins together, or nobody does.|Alle gewinnen gemeinsam oder niemand.|Tout le monde gagne ensemble, ou personne.',
  ),
  weatherproof: trait(
    'weatherproof|wetterfest|résistant aux intempéries,résistante aux intempéries',
    'May stay outside through rain, sun and snow.|Darf bei Regen, Sonne und Schnee draußen bleiben.|Peut rester dehors sous la pluie, le soleil et la neige.',
  ),
  rustproof: trait(
    'rust-proof|rostfrei|inoxydable,inoxydable',
    'Does not rust, even when it is put away wet.|Rostet nicht, auch wenn es nass weggeräumt wird.|Ne rouille pas, même rangé mouillé.',
  ),
} as const;
