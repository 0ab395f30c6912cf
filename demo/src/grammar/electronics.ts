import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const electronics: Department = {
  key: 'electronics',
  name: words('Electronics|Elektronik|Électronique'),
  openings: [
    words(
      '% built to do one job well, without a manual.|Macht eine Sache gut und erklärt sich selbst: %.|Fait bien une seule chose et s’explique tout seul : %.',
    ),
    words(
      'Ready in two minutes, without an account: %.|In zwei Minuten startklar, ganz ohne Konto: %.|Prêt en deux minutes, sans compte : %.',
    ),
  ],
  brands: ['Voltiq', 'Kestrion', 'Halvex', 'Pulsarix', 'Lumenary', 'Ondelia', 'Bitfjord'],
  alsoIn: ['JP', 'KW'],
  groups: [
    group('audio', 'Audio|Audio|Audio', [
      leaf('headphones', {
        names: ['Headphones|Kopfhörer|Casques audio', 'headphones|Kopfhörer|casque audio', 'ms'],
        usd: [29, 399],
        grams: [160, 320],
        options: ['colour'],
        materials: ['plastic', 'aluminium', 'leather'],
        traits: ['wireless', 'noiseCancelling', 'foldable', 'fastCharging', 'lightweight'],
        measures: [['batteryLife', 18, 60, 'h']],
      }),
      leaf('earbuds', {
        names: ['Earbuds|Ohrhörer|Écouteurs', 'earbuds|Ohrhörer|écouteurs', 'mp'],
        usd: [19, 249],
        grams: [40, 80],
        options: ['colour'],
        materials: ['plastic', 'silicone'],
        traits: ['wireless', 'noiseCancelling', 'splashproof', 'fastCharging', 'compact'],
        measures: [['batteryLife', 4, 12, 'h']],
      }),
      leaf('speakers', {
        names: ['Speakers|Lautsprecher|Enceintes', 'speaker|Lautsprecher|enceinte', 'fs'],
        usd: [25, 499],
        grams: [400, 5200],
        options: ['fewColours'],
        materials: ['plastic', 'aluminium', 'walnut'],
        traits: ['wireless', 'splashproof', 'rechargeable', 'smart', 'compact'],
        measures: [['power', 5, 120, 'W']],
      }),
    ]),
    group('phones-and-tablets', 'Phones and tablets|Telefone und Tablets|Téléphones et tablettes', [
      leaf('smartphones', {
        names: ['Smartphones|Smartphones|Smartphones', 'smartphone|Smartphone|smartphone', 'ms'],
        usd: [179, 1199],
        grams: [150, 230],
        options: ['fewColours', 'storage'],
        materials: ['aluminium', 'glass', 'plastic'],
        traits: ['fastCharging', 'splashproof', 'compact', 'durable', 'highResolution'],
        measures: [['screenSize', 5, 7, 'in']],
      }),
      leaf('tablets', {
        names: ['Tablets|Tablets|Tablettes', 'tablet|Tablet|tablette', 'fs'],
        usd: [149, 999],
        grams: [380, 700],
        options: ['storage'],
        materials: ['aluminium', 'glass'],
        traits: ['lightweight', 'fastCharging', 'highResolution', 'compact'],
        measures: [['screenSize', 8, 13, 'in']],
      }),
      leaf('chargers', {
        names: ['Chargers|Ladegeräte|Chargeurs', 'charger|Ladegerät|chargeur', 'ms'],
        usd: [12, 89],
        grams: [60, 300],
        options: ['fewColours'],
        materials: ['plastic', 'aluminium'],
        traits: ['fastCharging', 'wireless', 'compact', 'energySaving', 'foldable'],
        measures: [['power', 18, 140, 'W']],
      }),
      leaf('charging-cables', {
        names: [
          'Charging cables|Ladekabel|Câbles de charge',
          'charging cable|Ladekabel|câble de charge',
          'ms',
        ],
        usd: [7, 39],
        grams: [20, 90],
        options: ['length'],
        materials: ['nylon', 'silicone'],
        traits: ['durable', 'fastCharging', 'reflective', 'recycled'],
      }),
    ]),
    group('computing', 'Computing|Computer|Informatique', [
      leaf('laptops', {
        names: ['Laptops|Laptops|Ordinateurs portables', 'laptop|Laptop|ordinateur portable', 'ms'],
        usd: [449, 2499],
        grams: [950, 2400],
        options: ['storage'],
        materials: ['aluminium', 'plastic'],
        traits: ['lightweight', 'quiet', 'backlit', 'fastCharging', 'highResolution'],
        measures: [
          ['screenSize', 13, 17, 'in'],
          ['memory', 8, 64, 'GB'],
        ],
      }),
      leaf('monitors', {
        names: ['Monitors|Monitore|Écrans', 'monitor|Monitor|écran', 'ms'],
        usd: [119, 999],
        grams: [2800, 8200],
        materials: ['plastic', 'aluminium'],
        traits: ['highResolution', 'adjustable', 'energySaving', 'quiet'],
        measures: [['screenSize', 22, 40, 'in']],
      }),
      leaf('keyboards', {
        names: ['Keyboards|Tastaturen|Claviers', 'keyboard|Tastatur|clavier', 'ms'],
        usd: [25, 199],
        grams: [400, 1200],
        options: ['fewColours'],
        materials: ['plastic', 'aluminium', 'bamboo'],
        traits: ['wireless', 'backlit', 'quiet', 'compact', 'rechargeable'],
      }),
      leaf('mice', {
        names: ['Computer mice|Mäuse|Souris', 'mouse|Maus|souris', 'fs'],
        usd: [15, 129],
        grams: [60, 150],
        options: ['fewColours'],
        materials: ['plastic'],
        traits: ['wireless', 'quiet', 'rechargeable', 'lightweight', 'recycled'],
      }),
    ]),
  ],
};
