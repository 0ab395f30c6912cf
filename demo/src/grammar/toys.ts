import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const toys: Department = {
  key: 'toys-and-games',
  name: words('Toys and games|Spielzeug und Spiele|Jouets et jeux'),
  openings: [
    words(
      '% without batteries, and without a manual for parents.|Braucht weder Batterien noch die Geduld der Eltern: %.|Ni piles, ni patience des parents : %.',
    ),
    words(
      'Invented with children, tested by their brothers and sisters: %.|Mit Kindern erfunden, von Geschwistern getestet: %.|Inventé avec des enfants, testé par leurs frères et sœurs : %.',
    ),
  ],
  brands: ['Tumblewood', 'Pimpelmoos', 'Little Orbit', 'Zirkusa', 'Malice & Marelle'],
  alsoIn: ['JP'],
  groups: [
    group(
      'building-and-puzzles',
      'Building and puzzles|Bauen und Puzzeln|Construction et puzzles',
      [
        leaf('building-blocks', {
          names: [
            'Building blocks|Bausteine|Blocs de construction',
            'building blocks|Bausteine|blocs de construction',
            'mp',
          ],
          usd: [12, 99],
          grams: [500, 3200],
          materials: ['beech', 'plastic', 'pine'],
          traits: ['educational', 'recycled', 'stackable', 'durable'],
          measures: [['pieces', 20, 400, 'pieces']],
        }),
        leaf('puzzles', {
          names: ['Puzzles|Puzzles|Puzzles', 'puzzle|Puzzle|puzzle', 'ms'],
          usd: [8, 49],
          grams: [300, 1500],
          materials: ['paper', 'beech'],
          traits: ['educational', 'recycled', 'cooperative', 'handmade'],
          measures: [['pieces', 24, 2000, 'pieces']],
        }),
      ],
    ),
    group('games', 'Games|Spiele|Jeux', [
      leaf('board-games', {
        names: [
          'Board games|Brettspiele|Jeux de société',
          'board game|Brettspiel|jeu de société',
          'ms',
        ],
        usd: [15, 79],
        grams: [600, 2600],
        materials: ['paper', 'beech'],
        traits: ['cooperative', 'educational', 'compact', 'recycled'],
        measures: [['players', 2, 6, 'players']],
      }),
      leaf('card-games', {
        names: [
          'Card games|Kartenspiele|Jeux de cartes',
          'card game|Kartenspiel|jeu de cartes',
          'ms',
        ],
        usd: [6, 29],
        grams: [80, 300],
        materials: ['paper'],
        traits: ['compact', 'cooperative', 'educational', 'splashproof'],
        measures: [['players', 2, 8, 'players']],
      }),
    ]),
    group('children', 'Children|Kinder|Enfants', [
      leaf('soft-toys', {
        names: ['Soft toys|Kuscheltiere|Peluches', 'soft toy|Kuscheltier|peluche', 'fs'],
        usd: [9, 59],
        grams: [120, 900],
        options: ['fewColours'],
        materials: ['cotton', 'polyester', 'wool'],
        traits: ['washable', 'organic', 'handmade', 'hypoallergenic', 'recycled'],
      }),
      leaf('rain-suits', {
        names: [
          'Rain suits|Regenanzüge|Combinaisons de pluie',
          'rain suit|Regenanzug|combinaison de pluie',
          'fs',
        ],
        usd: [29, 99],
        grams: [300, 600],
        options: ['kidsSize'],
        materials: ['polyester', 'nylon'],
        traits: ['waterproof', 'reflective', 'lined', 'recycled'],
      }),
      leaf('scooters', {
        names: ['Scooters|Roller|Trottinettes', 'scooter|Roller|trottinette', 'fs'],
        usd: [39, 199],
        grams: [2200, 5200],
        options: ['colour'],
        materials: ['aluminium', 'beech', 'steel'],
        traits: ['foldable', 'adjustable', 'lightweight', 'nonSlip'],
        measures: [['maxLoad', 40, 100, 'kg']],
      }),
    ]),
  ],
};
