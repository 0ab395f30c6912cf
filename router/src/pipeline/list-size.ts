import {
  type ArgumentNode,
  type GraphQLField,
  Kind,
  type ValidationContext,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';

const LARGEST_PAGE = 100;
// Lists without pages are short in this graph's style: options, tiers, children of a category.
const UNPAGED = 6;

/**
 * How many objects one answer of the field that is being visited may hold: the page that its argument `first` asks for,
 * a guess for other lists of objects, and 1 for everything else. The lists inside a connection are its page, counted above.
 */
export function listSizeOf(
  context: ValidationContext,
  written: readonly ArgumentNode[] | undefined,
): number {
  const field = context.getFieldDef();
  if (!field || isLeafType(getNamedType(field.type))) {
    return 1;
  }
  const paging = field.args.find(({ name }) => name === 'first');
  if (paging) {
    return readFirst(written, paging.defaultValue);
  }
  return isList(field) && !isInConnection(context) ? UNPAGED : 1;
}

/** A variable is taken for the largest page: its value is not known to validation. */
function readFirst(written: readonly ArgumentNode[] | undefined, fallback: unknown): number {
  const value = written?.find(({ name }) => name.value === 'first')?.value;
  const size = value?.kind === Kind.INT ? Number(value.value) : fallback;
  return (value === undefined || value.kind === Kind.INT) && typeof size === 'number'
    ? Math.max(1, size)
    : LARGEST_PAGE;
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(type));
}

function isInConnection(context: ValidationContext): boolean {
  const parent = context.getParentType();
  return isObjectType(parent) && Object.hasOwn(parent.getFields(), 'pageInfo');
}
