import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const kitchen: Department = {
  key: 'kitchen',
  name: words('Kitchen|Küche|Cuisine'),
  openings: [
    words(
      '% for people who cook every day.|Für alle, die täglich kochen: %.|Pour celles et ceux qui cuisinent chaque jour : %.',
    ),
    words(
      'It earns its place on the worktop: %.|Verdient seinen Platz auf der Arbeitsplatte: %.|Mérite sa place sur le plan de travail : %.',
    ),
  ],
  brands: ['Copperleaf', 'Mise & Place', 'Brasero', 'Saltmarsh', 'Kettelby', 'Ofenfreund'],
  alsoIn: ['JP'],
  groups: [
    group('cookware', 'Cookware|Kochgeschirr|Batterie de cuisine', [
      leaf('frying-pans', {
        names: ['Frying pans|Bratpfannen|Poêles', 'frying pan|Bratpfanne|poêle', 'fs'],
        usd: [19, 189],
        grams: [700, 2900],
        materials: ['castIron', 'carbonSteel', 'steel', 'aluminium'],
        traits: ['nonStick', 'heatResistant', 'dishwasherSafe', 'durable', 'lightweight'],
        measures: [['diameter', 20, 32, 'cm']],
      }),
      leaf('saucepans', {
        names: ['Saucepans|Kochtöpfe|Casseroles', 'saucepan|Kochtopf|casserole', 'fs'],
        usd: [25, 229],
        grams: [800, 3500],
        materials: ['steel', 'castIron', 'aluminium'],
        traits: ['heatResistant', 'dishwasherSafe', 'nonStick', 'stackable'],
        measures: [['capacity', 1, 8, 'l']],
      }),
      leaf('kitchen-knives', {
        names: [
          'Kitchen knives|Küchenmesser|Couteaux de cuisine',
          'kitchen knife|Küchenmesser|couteau de cuisine',
          'ms',
        ],
        usd: [15, 249],
        grams: [120, 320],
        materials: ['steel', 'carbonSteel', 'ceramic'],
        traits: ['handmade', 'rustproof', 'lightweight', 'durable'],
        measures: [['bladeLength', 8, 26, 'cm']],
      }),
    ]),
    group('kitchen-appliances', 'Kitchen appliances|Küchengeräte|Électroménager', [
      leaf('kettles', {
        names: ['Kettles|Wasserkocher|Bouilloires', 'kettle|Wasserkocher|bouilloire', 'fs'],
        usd: [19, 149],
        grams: [700, 1500],
        options: ['fewColours'],
        materials: ['steel', 'glass', 'plastic'],
        traits: ['quiet', 'energySaving', 'insulated', 'smart', 'cordless'],
        measures: [
          ['capacity', 1, 2, 'l'],
          ['power', 1200, 3000, 'W'],
        ],
      }),
      leaf('coffee-machines', {
        names: [
          'Coffee machines|Kaffeemaschinen|Machines à café',
          'coffee machine|Kaffeemaschine|machine à café',
          'fs',
        ],
        usd: [49, 899],
        grams: [1800, 11000],
        options: ['fewColours'],
        materials: ['steel', 'plastic', 'glass'],
        traits: ['quiet', 'compact', 'smart', 'energySaving', 'rustproof'],
        measures: [['power', 800, 1600, 'W']],
      }),
      leaf('blenders', {
        names: ['Blenders|Standmixer|Mixeurs', 'blender|Standmixer|mixeur', 'ms'],
        usd: [29, 349],
        grams: [1200, 4600],
        options: ['fewColours'],
        materials: ['glass', 'plastic', 'steel'],
        traits: ['quiet', 'compact', 'cordless', 'dishwasherSafe', 'durable'],
        measures: [['power', 300, 1800, 'W']],
      }),
    ]),
    group('table-and-storage', 'Table and storage|Tisch und Vorrat|Table et rangement', [
      leaf('mugs', {
        names: ['Mugs|Tassen|Mugs', 'mug|Tasse|mug', 'ms'],
        usd: [6, 39],
        grams: [220, 420],
        options: ['colour'],
        materials: ['ceramic', 'glass', 'steel'],
        traits: ['dishwasherSafe', 'insulated', 'handmade', 'stackable'],
        measures: [['capacityMl', 200, 500, 'ml']],
      }),
      leaf('plates', {
        names: ['Plates|Teller|Assiettes', 'plate|Teller|assiette', 'fs'],
        usd: [7, 49],
        grams: [300, 900],
        options: ['fewColours'],
        materials: ['ceramic', 'glass', 'bamboo'],
        traits: ['dishwasherSafe', 'scratchResistant', 'stackable', 'handmade'],
      }),
      leaf('storage-jars', {
        names: ['Storage jars|Vorratsdosen|Bocaux', 'storage jar|Vorratsdose|bocal', 'ms'],
        usd: [8, 59],
        grams: [150, 1200],
        materials: ['glass', 'ceramic', 'steel', 'bamboo'],
        traits: ['airtight', 'stackable', 'dishwasherSafe', 'recycled'],
        measures: [['capacityMl', 250, 2000, 'ml']],
      }),
    ]),
  ],
};
