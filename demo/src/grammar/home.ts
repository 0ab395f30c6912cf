import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const home: Department = {
  key: 'home-and-living',
  name: words('Home and living|Wohnen|Maison'),
  openings: [
    words(
      '% to make a room feel finished.|Macht einen Raum erst fertig: %.|La touche qui termine une pièce : %.',
    ),
    words(
      'Assembled in minutes, loved for years: %.|In Minuten aufgebaut, jahrelang geliebt: %.|Monté en quelques minutes, aimé pendant des années : %.',
    ),
  ],
  brands: ['Hearthwell', 'Nordhaven', 'Brindle & Co', 'Casavera', 'Tavolino Due', 'Fjellhus'],
  alsoIn: ['KW'],
  groups: [
    group('furniture', 'Furniture|Möbel|Meubles', [
      leaf('office-chairs', {
        names: [
          'Office chairs|Bürostühle|Chaises de bureau',
          'office chair|Bürostuhl|chaise de bureau',
          'fs',
        ],
        usd: [89, 599],
        grams: [9000, 21000],
        options: ['fewColours'],
        materials: ['polyester', 'leather', 'aluminium'],
        traits: ['adjustable', 'breathable', 'recycled', 'durable'],
        measures: [['maxLoad', 100, 150, 'kg']],
      }),
      leaf('desks', {
        names: ['Desks|Schreibtische|Bureaux', 'desk|Schreibtisch|bureau', 'ms'],
        usd: [119, 799],
        grams: [16000, 48000],
        options: ['fewColours'],
        materials: ['oak', 'pine', 'walnut', 'bamboo'],
        traits: ['adjustable', 'scratchResistant', 'foldable', 'handmade'],
        measures: [['width', 100, 200, 'cm']],
      }),
      leaf('bookshelves', {
        names: [
          'Bookshelves|Bücherregale|Bibliothèques',
          'bookshelf|Bücherregal|bibliothèque',
          'fs',
        ],
        usd: [49, 449],
        grams: [9000, 42000],
        materials: ['oak', 'pine', 'walnut', 'steel'],
        traits: ['stackable', 'scratchResistant', 'durable', 'compact'],
        measures: [['height', 80, 220, 'cm']],
      }),
    ]),
    group('lighting', 'Lighting|Beleuchtung|Éclairage', [
      leaf('desk-lamps', {
        names: [
          'Desk lamps|Schreibtischlampen|Lampes de bureau',
          'desk lamp|Schreibtischlampe|lampe de bureau',
          'fs',
        ],
        usd: [19, 179],
        grams: [500, 2200],
        options: ['fewColours'],
        materials: ['aluminium', 'steel', 'beech', 'plastic'],
        traits: ['dimmable', 'foldable', 'energySaving', 'cordless', 'adjustable'],
        measures: [['power', 4, 14, 'W']],
      }),
      leaf('floor-lamps', {
        names: ['Floor lamps|Stehlampen|Lampadaires', 'floor lamp|Stehlampe|lampadaire', 'ms'],
        usd: [49, 399],
        grams: [2500, 8200],
        options: ['fewColours'],
        materials: ['steel', 'oak', 'linen', 'paper'],
        traits: ['dimmable', 'smart', 'energySaving', 'handmade'],
        measures: [['height', 120, 190, 'cm']],
      }),
      leaf('light-bulbs', {
        names: ['Light bulbs|Glühbirnen|Ampoules', 'light bulb|Glühbirne|ampoule', 'fs'],
        usd: [4, 39],
        grams: [30, 90],
        materials: ['glass'],
        traits: ['dimmable', 'smart', 'energySaving', 'durable'],
        measures: [['power', 3, 12, 'W']],
      }),
    ]),
    group('bed-and-bath', 'Bed and bath|Schlafen und Bad|Chambre et bain', [
      leaf('duvets', {
        names: ['Duvets|Bettdecken|Couettes', 'duvet|Bettdecke|couette', 'fs'],
        usd: [49, 349],
        grams: [900, 2600],
        options: ['bedSize'],
        materials: ['down', 'cotton', 'wool'],
        traits: ['washable', 'hypoallergenic', 'insulated', 'lightweight', 'organic'],
      }),
      leaf('bed-linen', {
        names: ['Bed linen|Bettwäsche|Linge de lit', 'bed linen|Bettwäsche|parure de lit', 'fs'],
        usd: [29, 199],
        grams: [800, 1900],
        options: ['fewColours', 'bedSize'],
        materials: ['cotton', 'linen', 'bamboo'],
        traits: ['organic', 'washable', 'hypoallergenic', 'breathable'],
      }),
      leaf('towels', {
        names: ['Towels|Handtücher|Serviettes de bain', 'towel|Handtuch|serviette de bain', 'fs'],
        usd: [9, 59],
        grams: [250, 900],
        options: ['colour'],
        materials: ['cotton', 'linen', 'bamboo'],
        traits: ['organic', 'quickDrying', 'washable', 'recycled'],
      }),
      leaf('curtains', {
        names: ['Curtains|Vorhänge|Rideaux', 'curtain|Vorhang|rideau', 'ms'],
        usd: [25, 159],
        grams: [700, 2400],
        options: ['colour'],
        materials: ['linen', 'polyester', 'cotton'],
        traits: ['blackout', 'insulated', 'washable', 'recycled'],
        measures: [['length', 140, 300, 'cm']],
      }),
    ]),
  ],
};
