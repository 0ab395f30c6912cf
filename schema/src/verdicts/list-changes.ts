import {
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

import { listInputChanges } from './list-input-changes.ts';
import { type RawChange, compareKeys } from './raw-change.ts';

/** Every difference a client can feel between two API schemas, and what is added. */
export function listChanges(before: GraphQLSchema, after: GraphQLSchema): RawChange[] {
  const { gone, added, kept } = compareKeys(ownTypes(before), ownTypes(after));
  return [
    ...gone.map((name) => breaks('TYPE_REMOVED', name, `The type "${name}" is removed.`)),
    ...added.map((name) => adds('TYPE_ADDED', name, `The type "${name}" is added.`)),
    ...kept.flatMap(([, old, fresh]) => compareTypes(old, fresh)),
    ...compareDirectives(before, after),
  ];
}

function breaks(code: string, coordinate: string, message: string): RawChange {
  return { effect: 'BREAKS', code, message, coordinate, needs: [coordinate] };
}

function adds(code: string, coordinate: string, message: string): RawChange {
  return { effect: 'NONE', code, message, coordinate, needs: [] };
}

function ownTypes(schema: GraphQLSchema): Record<string, GraphQLNamedType> {
  const own = Object.entries(schema.getTypeMap()).filter(
    ([, type]) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return Object.fromEntries(own);
}

function compareTypes(old: GraphQLNamedType, fresh: GraphQLNamedType): RawChange[] {
  if (old.constructor !== fresh.constructor)
    return [breaks('TYPE_KIND_CHANGED', old.name, `"${old.name}" is another kind of type.`)];
  if (hasFields(old) && hasFields(fresh)) return compareComposites(old, fresh);
  if (isEnumType(old) && isEnumType(fresh))
    return compareMembers(old.name, named(old.getValues()), named(fresh.getValues()));
  if (isUnionType(old) && isUnionType(fresh))
    return compareUnions(old.name, named(old.getTypes()), named(fresh.getTypes()));
  if (isInputObjectType(old) && isInputObjectType(fresh)) {
    const place = {
      noun: 'input field',
      code: 'INPUT_FIELD',
      need: `gives:${old.name}`,
      coordinate: (name: string) => `${old.name}.${name}`,
    };
    return listInputChanges(place, old.getFields(), fresh.getFields());
  }
  return [];
}

function hasFields(type: GraphQLNamedType): type is GraphQLObjectType | GraphQLInterfaceType {
  return isObjectType(type) || isInterfaceType(type);
}

interface Composite {
  readonly name: string;
  getFields(): Record<string, GraphQLField<unknown, unknown>>;
  getInterfaces(): readonly { readonly name: string }[];
}

function compareComposites(old: Composite, fresh: Composite): RawChange[] {
  const { gone, added, kept } = compareKeys(old.getFields(), fresh.getFields());
  const at = (name: string): string => `${old.name}.${name}`;
  return [
    ...gone.map((name) => breaks('FIELD_REMOVED', at(name), `The field "${at(name)}" is removed.`)),
    ...added.map((name) => adds('FIELD_ADDED', at(name), `The field "${at(name)}" is added.`)),
    ...kept.flatMap(([name, from, to]) => compareFields(at(name), from, to)),
    ...compareInterfaces(old.name, named(old.getInterfaces()), named(fresh.getInterfaces())),
  ];
}

type Field = GraphQLField<unknown, unknown>;

function compareFields(at: string, old: Field, fresh: Field): RawChange[] {
  const place = {
    noun: 'argument',
    code: 'ARGUMENT',
    need: at,
    coordinate: (name: string) => `${at}(${name}:)`,
  };
  const changes = listInputChanges(place, named(old.args), named(fresh.args));
  if (String(old.type) !== String(fresh.type)) {
    const message = `The field "${at}" is ${String(fresh.type)} instead of ${String(old.type)}.`;
    const change = breaks('FIELD_TYPE_CHANGED', at, message);
    changes.push({ ...change, effect: narrows(fresh.type, old.type) ? 'NONE' : 'BREAKS' });
  }
  if (old.deprecationReason === undefined && fresh.deprecationReason !== undefined)
    changes.push(adds('FIELD_DEPRECATED', at, `The field "${at}" is deprecated.`));
  return changes;
}

/** Whether who reads the old type can read the fresh one. */
function narrows(fresh: GraphQLOutputType, old: GraphQLOutputType): boolean {
  if (isNonNullType(old)) return isNonNullType(fresh) && narrows(fresh.ofType, old.ofType);
  if (isNonNullType(fresh)) return narrows(fresh.ofType, old);
  if (isListType(old)) return isListType(fresh) && narrows(fresh.ofType, old.ofType);
  return !isListType(fresh) && fresh.name === old.name;
}

function compareMembers(type: string, before: Names, after: Names): RawChange[] {
  const { gone, added } = compareKeys(before, after);
  const at = (name: string): string => `${type}.${name}`;
  return [
    ...gone.map((name) =>
      breaks('ENUM_VALUE_REMOVED', at(name), `The enum value "${at(name)}" is removed.`),
    ),
    ...added.map((name) =>
      surprises('ENUM_VALUE_ADDED', at(name), {
        message: `The enum value "${at(name)}" is added.`,
        needs: [`reads:${type}`],
      }),
    ),
  ];
}

function compareUnions(type: string, before: Names, after: Names): RawChange[] {
  const { gone, added } = compareKeys(before, after);
  return [
    ...gone.map((name) => ({
      ...breaks('UNION_MEMBER_REMOVED', type, `"${name}" is no longer in the union "${type}".`),
      needs: narrowings(type, name),
    })),
    ...added.map((name) =>
      surprises('UNION_MEMBER_ADDED', type, {
        message: `"${name}" is added to the union "${type}".`,
        needs: [`reads:${type}`],
      }),
    ),
  ];
}

function compareInterfaces(type: string, before: Names, after: Names): RawChange[] {
  const { gone, added } = compareKeys(before, after);
  return [
    ...gone.map((name) => ({
      ...breaks('INTERFACE_REMOVED', type, `"${type}" no longer implements "${name}".`),
      needs: narrowings(type, name),
    })),
    ...added.map((name) =>
      surprises('INTERFACE_ADDED', type, {
        message: `"${type}" implements "${name}".`,
        needs: [`reads:${name}`],
      }),
    ),
  ];
}

function narrowings(one: string, other: string): string[] {
  return [`spread:${one}>${other}`, `spread:${other}>${one}`];
}

function surprises(
  code: string,
  coordinate: string,
  what: { readonly message: string; readonly needs: readonly string[] },
): RawChange {
  return { effect: 'SURPRISES', code, coordinate, ...what };
}

function ownDirectives(schema: GraphQLSchema): Record<string, GraphQLDirective> {
  return named(schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive)));
}

function compareDirectives(before: GraphQLSchema, after: GraphQLSchema): RawChange[] {
  const { gone, added, kept } = compareKeys(ownDirectives(before), ownDirectives(after));
  return [
    ...gone.map((name) => breaks('DIRECTIVE_REMOVED', `@${name}`, `"@${name}" is removed.`)),
    ...added.map((name) => adds('DIRECTIVE_ADDED', `@${name}`, `"@${name}" is added.`)),
    ...kept.flatMap(([name, old, fresh]) => {
      const at = `@${name}`;
      const place = {
        noun: 'argument',
        code: 'DIRECTIVE_ARGUMENT',
        need: at,
        coordinate: (argument: string) => `${at}(${argument}:)`,
      };
      const lost = old.locations.filter((location) => !fresh.locations.includes(location));
      return [
        ...listInputChanges(place, named(old.args), named(fresh.args)),
        ...lost.map((location) =>
          breaks('DIRECTIVE_LOCATION_REMOVED', at, `"${at}" may not stand at ${location}.`),
        ),
      ];
    }),
  ];
}

type Names = Readonly<Record<string, { readonly name: string }>>;

function named<T extends { readonly name: string }>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((each) => [each.name, each]));
}
