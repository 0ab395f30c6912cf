import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const food: Department = {
  key: 'food-and-drink',
  name: words('Food and drink|Essen und Trinken|Épicerie'),
  openings: [
    words(
      'From small growers, packed within a week: %.|Von kleinen Erzeugern, binnen einer Woche verpackt: %.|De petits producteurs, emballé en une semaine : %.',
    ),
    words(
      'It tastes of where it comes from: %.|Schmeckt nach seiner Herkunft: %.|Le goût de son terroir : %.',
    ),
  ],
  brands: [
    'Hof Ahorn',
    'Monte Sereno',
    'Fennel & Fig',
    'La Ruche Dorée',
    'Greenbarrow',
    'Kakaowerk',
  ],
  alsoIn: [],
  groups: [
    group('coffee-and-tea', 'Coffee and tea|Kaffee und Tee|Café et thé', [
      leaf('coffee-beans', {
        names: [
          'Coffee beans|Kaffeebohnen|Café en grains',
          'coffee beans|Kaffeebohnen|café en grains',
          'ms',
        ],
        usd: [8, 29],
        grams: [260, 1050],
        options: ['pack'],
        traits: ['fairTrade', 'organic', 'mild'],
        measures: [['roast', 1, 5, 'of 5']],
        reduced: true,
      }),
      leaf('green-teas', {
        names: ['Green teas|Grüne Tees|Thés verts', 'green tea|Grüner Tee|thé vert', 'ms'],
        usd: [6, 39],
        grams: [60, 300],
        options: ['pack'],
        traits: ['organic', 'fairTrade', 'mild', 'soothing'],
        reduced: true,
      }),
      leaf('herbal-teas', {
        names: ['Herbal teas|Kräutertees|Tisanes', 'herbal tea|Kräutertee|tisane', 'fs'],
        usd: [4, 19],
        grams: [40, 200],
        traits: ['organic', 'soothing', 'sugarFree', 'mild'],
        reduced: true,
      }),
    ]),
    group('pantry', 'Pantry|Vorratskammer|Garde-manger', [
      leaf('olive-oils', {
        names: ['Olive oils|Olivenöle|Huiles d’olive', 'olive oil|Olivenöl|huile d’olive', 'fs'],
        usd: [8, 45],
        grams: [500, 1400],
        options: ['volume'],
        traits: ['organic', 'mild', 'fairTrade'],
        reduced: true,
      }),
      leaf('pasta', {
        names: ['Pasta|Nudeln|Pâtes', 'pasta|Nudeln|pâtes', 'fp'],
        usd: [2, 12],
        grams: [260, 1050],
        options: ['pack'],
        traits: ['organic', 'glutenFree', 'handmade', 'vegan'],
        reduced: true,
      }),
      leaf('hot-sauces', {
        names: [
          'Hot sauces|Scharfe Saucen|Sauces piquantes',
          'hot sauce|scharfe Sauce|sauce piquante',
          'fs',
        ],
        usd: [4, 19],
        grams: [150, 400],
        traits: ['spicy', 'vegan', 'sugarFree', 'organic', 'mild'],
        measures: [['heat', 1, 10, 'of 10']],
        reduced: true,
      }),
    ]),
    group('sweets-and-snacks', 'Sweets and snacks|Süßes und Snacks|Douceurs et en-cas', [
      leaf('chocolate', {
        names: [
          'Chocolate|Schokolade|Chocolat',
          'dark chocolate|Zartbitterschokolade|chocolat noir',
          'ms',
        ],
        usd: [3, 19],
        grams: [85, 220],
        traits: ['fairTrade', 'organic', 'vegan', 'sugarFree', 'handmade'],
        measures: [['cocoa', 55, 95, '%']],
      }),
      leaf('honey', {
        names: ['Honey|Honig|Miel', 'honey|Honig|miel', 'ms'],
        usd: [6, 29],
        grams: [280, 1050],
        options: ['pack'],
        traits: ['organic', 'mild', 'fairTrade'],
        reduced: true,
      }),
      leaf('nuts', {
        names: ['Nuts|Nüsse|Noix', 'roasted nuts|geröstete Nüsse|noix grillées', 'fp'],
        usd: [4, 24],
        grams: [160, 1050],
        options: ['pack'],
        traits: ['organic', 'spicy', 'fairTrade', 'glutenFree'],
        reduced: true,
      }),
    ]),
  ],
};
