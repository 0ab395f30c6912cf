import { group, leaf, type Department } from './department.ts';
import { words } from './words.ts';

export const garden: Department = {
  key: 'garden-and-diy',
  name: words('Garden and DIY|Garten und Heimwerken|Jardin et bricolage'),
  openings: [
    words('% for a free Saturday.|Für einen freien Samstag: %.|Pour un samedi libre : %.'),
    words(
      'Spare parts are available for ten years: %.|Ersatzteile gibt es zehn Jahre lang: %.|Pièces détachées disponibles pendant dix ans : %.',
    ),
  ],
  brands: ['Spatenwerk', 'Ferrovia Tools', 'Thornbury', 'Jardinel', 'Boxwood & Sons'],
  alsoIn: [],
  groups: [
    group('garden', 'Garden|Garten|Jardin', [
      leaf('flower-pots', {
        names: [
          'Flower pots|Blumentöpfe|Pots de fleurs',
          'flower pot|Blumentopf|pot de fleurs',
          'ms',
        ],
        usd: [5, 79],
        grams: [400, 8200],
        options: ['fewColours'],
        materials: ['terracotta', 'ceramic', 'plastic'],
        traits: ['weatherproof', 'handmade', 'recycled', 'lightweight', 'stackable'],
        measures: [['diameter', 10, 50, 'cm']],
      }),
      leaf('garden-chairs', {
        names: [
          'Garden chairs|Gartenstühle|Chaises de jardin',
          'garden chair|Gartenstuhl|chaise de jardin',
          'fs',
        ],
        usd: [29, 249],
        grams: [2500, 9200],
        options: ['fewColours'],
        materials: ['aluminium', 'steel', 'bamboo', 'plastic'],
        traits: ['weatherproof', 'foldable', 'stackable', 'rustproof', 'recycled'],
      }),
      leaf('garden-hoses', {
        names: [
          'Garden hoses|Gartenschläuche|Tuyaux d’arrosage',
          'garden hose|Gartenschlauch|tuyau d’arrosage',
          'ms',
        ],
        usd: [15, 99],
        grams: [1500, 6200],
        materials: ['rubber', 'plastic'],
        traits: ['durable', 'weatherproof', 'lightweight', 'recycled'],
        measures: [['length', 10, 50, 'm']],
      }),
    ]),
    group('tools', 'Tools|Werkzeug|Outils', [
      leaf('drills', {
        names: ['Drills|Bohrmaschinen|Perceuses', 'drill|Bohrmaschine|perceuse', 'fs'],
        usd: [39, 349],
        grams: [900, 3200],
        materials: ['plastic', 'steel'],
        traits: ['cordless', 'quiet', 'compact', 'fastCharging', 'durable'],
        measures: [['torque', 20, 140, 'Nm']],
      }),
      leaf('hand-saws', {
        names: ['Hand saws|Handsägen|Scies à main', 'hand saw|Handsäge|scie à main', 'fs'],
        usd: [9, 79],
        grams: [250, 900],
        materials: ['carbonSteel', 'steel', 'beech'],
        traits: ['rustproof', 'foldable', 'nonSlip', 'durable'],
        measures: [['bladeLength', 20, 60, 'cm']],
      }),
      leaf('screwdriver-sets', {
        names: [
          'Screwdriver sets|Schraubendreher-Sets|Jeux de tournevis',
          'screwdriver set|Schraubendreher-Set|jeu de tournevis',
          'ms',
        ],
        usd: [9, 89],
        grams: [200, 1800],
        materials: ['steel', 'carbonSteel'],
        traits: ['compact', 'nonSlip', 'rustproof', 'durable'],
        measures: [['pieces', 6, 48, 'pieces']],
      }),
    ]),
  ],
};
