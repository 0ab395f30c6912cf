import { words, type Words } from './words.ts';

/** What products are made of: one facet, searched by name in every locale. */
const MATERIALS = {
  aluminium: words('aluminium|Aluminium|aluminium'),
  bamboo: words('bamboo|Bambus|bambou'),
  beech: words('beech wood|Buchenholz|hêtre'),
  canvas: words('canvas|Segeltuch|toile'),
  carbonSteel: words('carbon steel|Kohlenstoffstahl|acier au carbone'),
  castIron: words('cast iron|Gusseisen|fonte'),
  ceramic: words('ceramic|Keramik|céramique'),
  cotton: words('cotton|Baumwolle|coton'),
  denim: words('denim|Denim|denim'),
  down: words('down|Daunen|duvet'),
  fleece: words('fleece|Fleece|polaire'),
  glass: words('glass|Glas|verre'),
  knit: words('knitted mesh|Strickgewebe|maille tricotée'),
  leather: words('leather|Leder|cuir'),
  linen: words('linen|Leinen|lin'),
  merino: words('merino wool|Merinowolle|laine mérinos'),
  nylon: words('nylon|Nylon|nylon'),
  oak: words('oak|Eiche|chêne'),
  paper: words('paper|Papier|papier'),
  pine: words('pine|Kiefer|pin'),
  plastic: words('plastic|Kunststoff|plastique'),
  polyester: words('polyester|Polyester|polyester'),
  rubber: words('natural rubber|Naturkautschuk|caoutchouc naturel'),
  silicone: words('silicone|Silikon|silicone'),
  steel: words('stainless steel|Edelstahl|acier inoxydable'),
  suede: words('suede|Wildleder|daim'),
  terracotta: words('terracotta|Terrakotta|terre cuite'),
  walnut: words('walnut|Nussbaum|noyer'),
  wool: words('wool|Wolle|laine'),
} as const;

export type MaterialCode = keyof typeof MATERIALS;

export const materials: Readonly<Record<MaterialCode, Words>> = MATERIALS;
