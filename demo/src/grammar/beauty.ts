import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const beauty: Department = {
  key: 'beauty-and-care',
  name: words('Beauty and care|Schönheit und Pflege|Beauté et soins'),
  openings: [
    words(
      '% with a short list of ingredients.|Kurze Zutatenliste, klare Wirkung: %.|Une courte liste d’ingrédients : %.',
    ),
    words(
      'For the five minutes that belong to you: %.|Für die fünf Minuten, die dir gehören: %.|Pour les cinq minutes qui n’appartiennent qu’à vous : %.',
    ),
  ],
  brands: ['Aurelle', 'Meadowmint', 'Petalume', 'Seifenhof', 'Dermavive', 'Rosier Blanc'],
  alsoIn: ['JP', 'KW'],
  groups: [
    group('skin-care', 'Skin care|Hautpflege|Soins de la peau', [
      leaf('face-creams', {
        names: [
          'Face creams|Gesichtscremes|Crèmes visage',
          'face cream|Gesichtscreme|crème visage',
          'fs',
        ],
        usd: [12, 129],
        grams: [60, 160],
        options: ['volume'],
        traits: ['moisturising', 'fragranceFree', 'soothing', 'vegan', 'hypoallergenic'],
      }),
      leaf('sunscreens', {
        names: [
          'Sunscreens|Sonnencremes|Crèmes solaires',
          'sunscreen|Sonnencreme|crème solaire',
          'fs',
        ],
        usd: [9, 59],
        grams: [60, 280],
        options: ['volume'],
        traits: ['fragranceFree', 'moisturising', 'hypoallergenic', 'vegan', 'longWear'],
        measures: [['sunProtectionFactor', 15, 50, 'SPF']],
      }),
      leaf('soaps', {
        names: ['Soaps|Seifen|Savons', 'soap|Seife|savon', 'ms'],
        usd: [4, 29],
        grams: [90, 160],
        traits: ['handmade', 'vegan', 'fragranceFree', 'moisturising', 'organic', 'soothing'],
      }),
    ]),
    group('hair-care', 'Hair care|Haarpflege|Soins des cheveux', [
      leaf('shampoos', {
        names: ['Shampoos|Shampoos|Shampoings', 'shampoo|Shampoo|shampoing', 'ms'],
        usd: [5, 49],
        grams: [120, 550],
        options: ['volume'],
        traits: ['mild', 'fragranceFree', 'vegan', 'moisturising', 'soothing'],
      }),
      leaf('hair-dryers', {
        names: [
          'Hair dryers|Haartrockner|Sèche-cheveux',
          'hair dryer|Haartrockner|sèche-cheveux',
          'ms',
        ],
        usd: [19, 299],
        grams: [350, 800],
        options: ['fewColours'],
        materials: ['plastic'],
        traits: ['foldable', 'quiet', 'lightweight', 'energySaving', 'compact'],
        measures: [['power', 1200, 2400, 'W']],
      }),
    ]),
    group('make-up', 'Make-up|Make-up|Maquillage', [
      leaf('lipsticks', {
        names: [
          'Lipsticks|Lippenstifte|Rouges à lèvres',
          'lipstick|Lippenstift|rouge à lèvres',
          'ms',
        ],
        usd: [7, 45],
        grams: [15, 30],
        options: ['colour'],
        traits: ['longWear', 'moisturising', 'vegan', 'fragranceFree'],
      }),
      leaf('mascaras', {
        names: ['Mascaras|Mascaras|Mascaras', 'mascara|Mascara|mascara', 'ms'],
        usd: [8, 42],
        grams: [15, 30],
        options: ['fewColours'],
        traits: ['longWear', 'vegan', 'hypoallergenic'],
      }),
      leaf('perfumes', {
        names: ['Perfumes|Parfums|Parfums', 'perfume|Parfum|parfum', 'ms'],
        usd: [25, 219],
        grams: [120, 450],
        options: ['volume'],
        traits: ['longWear', 'vegan', 'organic', 'mild'],
      }),
    ]),
  ],
};
