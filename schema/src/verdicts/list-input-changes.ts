import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  astFromValue,
  isListType,
  isNonNullType,
  isRequiredArgument,
  print,
} from 'graphql';

import { type RawChange, compareKeys } from './raw-change.ts';

type Input = GraphQLArgument | GraphQLInputField;

/** Where inputs stand: `noun` and `codes` for messages, what who sends to the place needs, and how one of its inputs is written. */
export interface InputPlace {
  readonly noun: string;
  readonly code: string;
  readonly need: string;
  readonly coordinate: (name: string) => string;
}

/** How the arguments of a field or directive, or the fields of an input, differ. */
export function listInputChanges(
  place: InputPlace,
  before: Readonly<Record<string, Input>>,
  after: Readonly<Record<string, Input>>,
): RawChange[] {
  const { gone, added, kept } = compareKeys(before, after);
  return [
    ...gone.map((name) => removed(place, name)),
    ...added.flatMap((name) => (after[name] ? [addition(place, after[name])] : [])),
    ...kept.flatMap(([, old, fresh]) => [
      ...compareTypes(place, old, fresh),
      ...compareDefaults(place, old, fresh),
    ]),
  ];
}

function removed({ noun, code, coordinate }: InputPlace, name: string): RawChange {
  const at = coordinate(name);
  return {
    effect: 'BREAKS',
    code: `${code}_REMOVED`,
    message: `The ${noun} "${at}" is removed.`,
    coordinate: at,
    needs: [at],
  };
}

function addition({ noun, code, need, coordinate }: InputPlace, input: Input): RawChange {
  const at = coordinate(input.name);
  const required = isRequiredArgument(input);
  return {
    effect: required ? 'BREAKS' : 'NONE',
    code: required ? `REQUIRED_${code}_ADDED` : `${code}_ADDED`,
    message: `The ${required ? 'required' : 'optional'} ${noun} "${at}" is added.`,
    coordinate: at,
    needs: required ? [need] : [],
  };
}

function compareTypes(place: InputPlace, old: Input, fresh: Input): RawChange[] {
  if (String(old.type) === String(fresh.type)) return [];
  const at = place.coordinate(old.name);
  const accepted = accepts(fresh.type, old.type);
  const required = isRequiredArgument(fresh) && !isRequiredArgument(old);
  return [
    {
      effect: accepted ? 'NONE' : 'BREAKS',
      code: `${place.code}_TYPE_CHANGED`,
      message: `The ${place.noun} "${at}" takes ${String(fresh.type)} instead of ${String(old.type)}.`,
      coordinate: at,
      // Who leaves out what must be given is refused as well.
      needs: required ? [at, `omits:${at}`] : [at],
    },
  ];
}

function compareDefaults(place: InputPlace, old: Input, fresh: Input): RawChange[] {
  const [from, to] = [sayDefault(old), sayDefault(fresh)];
  if (from === to || isRequiredArgument(old)) return [];
  const at = place.coordinate(old.name);
  // That it must be given is said of its type or is a break of its own.
  const required = isRequiredArgument(fresh);
  if (required && String(old.type) !== String(fresh.type)) return [];
  return [
    {
      effect: required ? 'BREAKS' : 'SURPRISES',
      code: `${place.code}_DEFAULT_CHANGED`,
      message: `The default of the ${place.noun} "${at}" is ${to} instead of ${from}.`,
      coordinate: at,
      needs: required ? [at, `omits:${at}`] : [`omits:${at}`],
    },
  ];
}

function sayDefault({ defaultValue, type }: Input): string {
  const node = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return node ? print(node) : 'none';
}

function accepts(fresh: GraphQLInputType, old: GraphQLInputType): boolean {
  if (isNonNullType(fresh)) return isNonNullType(old) && accepts(fresh.ofType, old.ofType);
  if (isNonNullType(old)) return accepts(fresh, old.ofType);
  if (isListType(fresh)) return isListType(old) && accepts(fresh.ofType, old.ofType);
  return !isListType(old) && fresh.name === old.name;
}
