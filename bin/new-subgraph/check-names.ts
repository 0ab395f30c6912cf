export interface Names {
  /** Of the service: its folder, its subgraph, its topic. */
  readonly name: string;
  /** Of the type that it owns. */
  readonly entity: string;
}

export interface Taken {
  readonly subgraphs: readonly string[];
  readonly types: ReadonlySet<string>;
  readonly rootFields: ReadonlySet<string>;
}

const MAX_LENGTH = 40;
const NAME_FORM = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;
/** As codegen writes types: it would make Sku of SKU. */
const ENTITY_FORM = /^(?:[A-Z][a-z0-9]+)+$/u;
/** Callers, audiences and packages of this project that are no subgraphs. */
const RESERVED = new Set(
  'bench demo e2e graph kit registry router runner samples schema studio supergraph'.split(' '),
);
/** Words that name something else in the code that is made. */
const RESERVED_ENTITIES = new Set(
  'Sample Query Mutation Subscription Context Loaders Deps Writer'.split(' '),
);
/** Lower-cased entities become variables. */
const KEYWORDS = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static
  super switch this throw true try typeof var void while with yield arguments eval undefined`.split(
    /\s+/u,
  ),
);

/** `gift-cards` as a type: `GiftCards`. */
export function toEntity(name: string): string {
  return name.replaceAll(/(?:^|-)(.)/gu, (_, first: string) => first.toUpperCase());
}

/** What is wrong with the names, and what would be right. Undefined when nothing is. */
export function findNameFault({ name, entity }: Names, taken: Taken): string | undefined {
  return findServiceFault(name, taken) ?? findEntityFault(entity, taken);
}

function findServiceFault(name: string, { subgraphs }: Taken): string | undefined {
  if (!NAME_FORM.test(name) || name.length > MAX_LENGTH) {
    return `"${name}" is no name of a subgraph: write at most ${MAX_LENGTH} small letters and digits, with single hyphens between words, as gift-cards.`;
  }
  if (RESERVED.has(name)) {
    return `"${name}" has another meaning in this project: choose another name.`;
  }
  return subgraphs.includes(name)
    ? `There is a subgraph "${name}" already: choose another name.`
    : undefined;
}

function findEntityFault(entity: string, { types, rootFields }: Taken): string | undefined {
  const field = toField(entity);
  if (!ENTITY_FORM.test(entity)) {
    return `"${entity}" is no name of a type: write words of a capital and small letters, as --entity GiftCard.`;
  }
  if (RESERVED_ENTITIES.has(entity) || KEYWORDS.has(field)) {
    return `"${entity}" cannot be the name of a type here: choose another one with --entity.`;
  }
  const made = [entity, ...['Input', 'Payload', 'Error'].map((end) => `${entity}Upsert${end}`)];
  const type = made.find((one) => types.has(one));
  const root = [field, `${field}Upsert`].find((one) => rootFields.has(one));
  if (type === undefined && root === undefined) {
    return undefined;
  }
  const what = type === undefined ? `field "${root}"` : `type "${type}"`;
  return `The graph has a ${what} already: say another type with --entity.`;
}

/** `GiftCard` as a variable or a field: `giftCard`. */
export function toField(entity: string): string {
  return entity.slice(0, 1).toLowerCase() + entity.slice(1);
}
