import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const sport: Department = {
  key: 'sport-and-outdoor',
  name: words('Sport and outdoor|Sport und Outdoor|Sport et plein air'),
  openings: [
    words('% made for going outside.|Will nach draußen: %.|Fait pour sortir : %.'),
    words(
      'Tested on long days and in bad weather: %.|An langen Tagen und bei schlechtem Wetter erprobt: %.|Éprouvé lors de longues journées et par mauvais temps : %.',
    ),
  ],
  brands: ['Norvik', 'Cairnway', 'Ridgeline Nord', 'Altivero', 'Stridewell', 'Paddlefoot'],
  alsoIn: [],
  groups: [
    group('running', 'Running|Laufen|Course à pied', [
      leaf('running-shoes', {
        names: [
          'Running shoes|Laufschuhe|Chaussures de course',
          'running shoes|Laufschuhe|chaussures de course',
          'fp',
        ],
        usd: [59, 219],
        grams: [420, 720],
        options: ['fewColours', 'shoeSize'],
        materials: ['knit', 'nylon'],
        traits: ['cushioned', 'breathable', 'lightweight', 'reflective', 'waterproof'],
      }),
      leaf('running-tights', {
        names: [
          'Running tights|Lauftights|Collants de course',
          'running tights|Lauftights|collant de course',
          'ms',
        ],
        usd: [29, 119],
        grams: [160, 320],
        options: ['apparelSize'],
        materials: ['polyester', 'nylon', 'merino'],
        traits: ['stretch', 'reflective', 'quickDrying', 'windproof', 'recycled'],
      }),
      leaf('head-torches', {
        names: [
          'Head torches|Stirnlampen|Lampes frontales',
          'head torch|Stirnlampe|lampe frontale',
          'fs',
        ],
        usd: [19, 129],
        grams: [60, 180],
        materials: ['plastic', 'aluminium'],
        traits: ['rechargeable', 'splashproof', 'lightweight', 'dimmable'],
        measures: [['brightness', 150, 1200, 'lm']],
      }),
    ]),
    group('hiking-and-camping', 'Hiking and camping|Wandern und Camping|Randonnée et camping', [
      leaf('hiking-boots', {
        names: [
          'Hiking boots|Wanderstiefel|Chaussures de randonnée',
          'hiking boots|Wanderstiefel|chaussures de randonnée',
          'fp',
        ],
        usd: [89, 319],
        grams: [900, 1700],
        options: ['shoeSize'],
        materials: ['leather', 'suede', 'nylon'],
        traits: ['waterproof', 'nonSlip', 'cushioned', 'breathable', 'durable'],
      }),
      leaf('tents', {
        names: ['Tents|Zelte|Tentes', 'tent|Zelt|tente', 'fs'],
        usd: [79, 699],
        grams: [1300, 7800],
        options: ['fewColours'],
        materials: ['nylon', 'polyester', 'canvas'],
        traits: ['waterproof', 'lightweight', 'windproof', 'recycled', 'compact'],
        measures: [['persons', 1, 6, 'persons']],
      }),
      leaf('sleeping-bags', {
        names: [
          'Sleeping bags|Schlafsäcke|Sacs de couchage',
          'sleeping bag|Schlafsack|sac de couchage',
          'ms',
        ],
        usd: [39, 499],
        grams: [600, 2200],
        options: ['fewColours'],
        materials: ['down', 'polyester', 'fleece'],
        traits: ['insulated', 'lightweight', 'compact', 'recycled', 'quickDrying'],
        measures: [['comfortTemperature', -15, 15, '°C']],
      }),
      leaf('water-bottles', {
        names: ['Water bottles|Trinkflaschen|Gourdes', 'water bottle|Trinkflasche|gourde', 'fs'],
        usd: [9, 49],
        grams: [120, 450],
        options: ['colour'],
        materials: ['steel', 'aluminium', 'glass', 'silicone'],
        traits: ['insulated', 'dishwasherSafe', 'foldable', 'lightweight'],
        measures: [['capacityMl', 350, 1500, 'ml']],
      }),
    ]),
    group('fitness', 'Fitness|Fitness|Fitness', [
      leaf('yoga-mats', {
        names: ['Yoga mats|Yogamatten|Tapis de yoga', 'yoga mat|Yogamatte|tapis de yoga', 'ms'],
        usd: [15, 119],
        grams: [800, 2600],
        options: ['colour'],
        materials: ['rubber', 'cotton'],
        traits: ['nonSlip', 'foldable', 'vegan', 'cushioned', 'washable'],
        measures: [['thickness', 2, 10, 'mm']],
      }),
      leaf('dumbbells', {
        names: ['Dumbbells|Kurzhanteln|Haltères', 'dumbbell|Kurzhantel|haltère', 'ms'],
        usd: [12, 249],
        grams: [1000, 20000],
        materials: ['castIron', 'rubber', 'steel'],
        traits: ['nonSlip', 'stackable', 'durable'],
      }),
    ]),
  ],
};
