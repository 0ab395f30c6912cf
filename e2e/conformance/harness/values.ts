import { GraphQLError } from 'graphql';

import { type Json, type JsonObject, isList, isObject, readPath, toText } from './json.ts';

/** What a value of data.yaml may refer to. README.md has the language. */
export interface Scope {
  /** Arguments, then the fields of the parent: the first that has a name gives its value. */
  readonly names: readonly JsonObject[];
  /** What mutations left behind, by the name of the list. */
  readonly state: Map<string, Json[]>;
}

type Form = (form: JsonObject, scope: Scope) => Json | undefined;

const FORMS: Readonly<Record<string, Form>> = {
  $error: ({ $error, code }) => {
    throw new GraphQLError(toText($error), {
      extensions: { code: code ?? 'INTERNAL_SERVER_ERROR' },
    });
  },
  $get: ({ $get }, scope) => readName(toText($get), scope),
  $by: (form, scope) => {
    const found = toText(readName(toText(form['$by']), scope));
    return evaluate(Object.hasOwn(form, found) ? form[found] : form['*'], scope);
  },
  $first: ({ $first, of }, scope) => {
    const list = evaluate(of, scope);
    const count = readName(toText($first), scope);
    return isList(list) && typeof count === 'number' ? list.slice(0, count) : list;
  },
  $repeat: ({ $repeat, of }, scope) =>
    Array.from({ length: Number($repeat) }, (_, i) =>
      bind(of ?? null, { ...scope, names: [{ i }, ...scope.names] }),
    ),
  $append: ({ $append, value }, { state, ...scope }) => {
    const list = state.get(toText($append)) ?? [];
    list.push(evaluate(value, { state, ...scope }) ?? null);
    state.set(toText($append), list);
    return list.map(toText).join(',');
  },
  $state: ({ $state }, { state }) => (state.get(toText($state)) ?? []).map(toText).join(','),
};

/** The value that a resolver answers for what data.yaml says. Throws what it says to throw. */
export function evaluate(value: Json | undefined, scope: Scope): Json | undefined {
  if (typeof value === 'string') {
    return value.startsWith('= ') ? fillIn(value.slice(2), scope) : value;
  }
  if (!isObject(value)) {
    return value;
  }
  const name = Object.keys(value).find((key) => key.startsWith('$'));
  const form = name === undefined ? undefined : FORMS[name];
  return form === undefined ? value : form(value, scope);
}

/** A value that refers to nothing but the indexes of its own lists, written out. */
export function expand(value: Json): Json {
  return bind(value, { names: [], state: new Map() });
}

/** Evaluates all the way down at once, because what is bound (the index of a list) is gone later. */
function bind(value: Json, scope: Scope): Json {
  if (isList(value)) {
    return value.map((element) => bind(element, scope));
  }
  if (isObject(value) && !Object.keys(value).some((key) => key.startsWith('$'))) {
    return Object.fromEntries(
      Object.entries(value).map(([name, element]) => [name, bind(element, scope)]),
    );
  }
  return evaluate(value, scope) ?? null;
}

function fillIn(template: string, scope: Scope): string {
  return template.replaceAll(/\{(?<name>[^{}]+)\}/gu, (_, name: string) => {
    return toText(readName(name, scope));
  });
}

function readName(name: string, { names }: Scope): Json | undefined {
  const path = name.split('.');
  const holder = names.find((fields) => Object.hasOwn(fields, path[0] ?? ''));
  return readPath(holder, path);
}
