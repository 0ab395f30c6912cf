import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const fashion: Department = {
  key: 'fashion',
  name: words('Fashion|Mode|Mode'),
  openings: [
    words(
      '% for every day of the week.|Für jeden Tag der Woche: %.|À porter tous les jours de la semaine : %.',
    ),
    words(
      'Designed to be worn, not to be kept in the wardrobe: %.|Zum Tragen gemacht, nicht für den Schrank: %.|Pensé pour être porté, pas pour rester au placard : %.',
    ),
  ],
  brands: ['Velora', 'Northgrain', 'Linden & Rook', 'Quillon', 'Maravel', 'Tessuva', 'Ostrelle'],
  alsoIn: ['JP'],
  groups: [
    group('clothing', 'Clothing|Bekleidung|Vêtements', [
      leaf('t-shirts', {
        names: ['T-shirts|T-Shirts|T-shirts', 'T-shirt|T-Shirt|T-shirt', 'ms'],
        usd: [12, 49],
        grams: [140, 220],
        options: ['fewColours', 'apparelSize'],
        materials: ['cotton', 'linen', 'merino'],
        traits: ['organic', 'breathable', 'slimFit', 'oversized', 'quickDrying', 'stretch'],
      }),
      leaf('jackets', {
        names: ['Jackets|Jacken|Vestes', 'jacket|Jacke|veste', 'fs'],
        usd: [69, 349],
        grams: [500, 1400],
        options: ['fewColours', 'apparelSize'],
        materials: ['nylon', 'polyester', 'leather', 'down', 'wool'],
        traits: ['waterproof', 'windproof', 'insulated', 'lined', 'recycled', 'lightweight'],
      }),
      leaf('jeans', {
        names: ['Jeans|Jeans|Jeans', 'jeans|Jeans|jean', 'ms'],
        usd: [39, 159],
        grams: [500, 800],
        options: ['fewColours', 'apparelSize'],
        materials: ['denim'],
        traits: ['stretch', 'slimFit', 'oversized', 'organic', 'durable'],
      }),
      leaf('dresses', {
        names: ['Dresses|Kleider|Robes', 'dress|Kleid|robe', 'fs'],
        usd: [35, 229],
        grams: [200, 500],
        options: ['fewColours', 'apparelSize'],
        materials: ['cotton', 'linen', 'polyester'],
        traits: ['lightweight', 'lined', 'oversized', 'slimFit', 'washable', 'handmade'],
      }),
      leaf('sweaters', {
        names: ['Sweaters|Pullover|Pulls', 'sweater|Pullover|pull', 'ms'],
        usd: [39, 189],
        grams: [300, 700],
        options: ['fewColours', 'apparelSize'],
        materials: ['merino', 'wool', 'cotton', 'fleece'],
        traits: ['washable', 'oversized', 'slimFit', 'recycled', 'breathable'],
      }),
    ]),
    group('shoes', 'Shoes|Schuhe|Chaussures', [
      leaf('sneakers', {
        names: ['Sneakers|Sneaker|Baskets', 'sneakers|Sneaker|baskets', 'fp'],
        usd: [49, 199],
        grams: [600, 1000],
        options: ['fewColours', 'shoeSize'],
        materials: ['leather', 'canvas', 'knit', 'suede'],
        traits: ['breathable', 'vegan', 'recycled', 'cushioned', 'lightweight'],
      }),
      leaf('boots', {
        names: ['Boots|Stiefel|Bottes', 'boots|Stiefel|bottes', 'fp'],
        usd: [79, 299],
        grams: [1000, 1900],
        options: ['shoeSize'],
        materials: ['leather', 'suede', 'rubber'],
        traits: ['waterproof', 'lined', 'nonSlip', 'durable', 'insulated'],
      }),
      leaf('sandals', {
        names: ['Sandals|Sandalen|Sandales', 'sandals|Sandalen|sandales', 'fp'],
        usd: [25, 119],
        grams: [300, 600],
        options: ['shoeSize'],
        materials: ['leather', 'rubber', 'canvas'],
        traits: ['lightweight', 'vegan', 'cushioned', 'nonSlip', 'handmade'],
      }),
    ]),
    group('accessories', 'Accessories|Accessoires|Accessoires', [
      leaf('backpacks', {
        names: ['Backpacks|Rucksäcke|Sacs à dos', 'backpack|Rucksack|sac à dos', 'ms'],
        usd: [35, 189],
        grams: [500, 1500],
        options: ['colour'],
        materials: ['canvas', 'nylon', 'leather', 'polyester'],
        traits: ['waterproof', 'lightweight', 'foldable', 'recycled', 'durable'],
        measures: [['capacity', 12, 40, 'l']],
      }),
      leaf('scarves', {
        names: ['Scarves|Schals|Écharpes', 'scarf|Schal|écharpe', 'fs'],
        usd: [15, 99],
        grams: [80, 300],
        options: ['colour'],
        materials: ['merino', 'wool', 'cotton', 'linen'],
        traits: ['handmade', 'lightweight', 'oversized', 'washable'],
      }),
      leaf('belts', {
        names: ['Belts|Gürtel|Ceintures', 'belt|Gürtel|ceinture', 'fs'],
        usd: [19, 89],
        grams: [120, 300],
        options: ['fewColours'],
        materials: ['leather', 'canvas', 'suede'],
        traits: ['handmade', 'vegan', 'durable', 'stretch'],
      }),
    ]),
  ],
};
