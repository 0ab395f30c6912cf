import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

import type { FetchNode } from './fetch-plan.ts';
import type { RequiredArguments, StandIn } from './required-arguments.ts';

type StandIns = RequiredArguments['standIns'];

/**
 * The fetches that a fetch of the plan stands for: with real fields and arguments in place of stand-ins. Usually one.
 * Two fields of one entity fetch may require the same field with different arguments (`price(currency: "USD")` and
 * `price(currency: "EUR")`), which one representation cannot hold: then there is a fetch for each set that agrees.
 */
export function restoreArguments(
  fetch: FetchNode,
  graph: string,
  { standIns, requiredBy }: RequiredArguments,
): readonly FetchNode[] {
  if (standIns.size === 0) {
    return [fetch];
  }
  const document = parse(fetch.operation, { noLocation: true });
  const places = listPlaces(fetch.requires ?? [], standIns);
  const groups = groupByAgreement(document, { graph, standIns, requiredBy });
  if (groups.length < 2 || !disagree(places, standIns)) {
    return [finish(fetch, document, standIns)];
  }
  const all = new Set(places.map(({ standIn }) => standIn));
  return groups.map(({ needs, fields }) => {
    const unneeded = new Set([...all].filter((name) => !needs.has(name)));
    const requires = dropFields(fetch.requires ?? [], unneeded);
    return finish({ ...fetch, requires }, keepFields(document, fields), standIns);
  });
}

/** A stand-in in what a fetch requires, with the rewrite path to it. */
interface Place {
  readonly path: readonly string[];
  readonly standIn: string;
}

function listPlaces(
  requires: readonly QueryPlanSelectionNode[],
  standIns: StandIns,
  path: readonly string[] = [],
): readonly Place[] {
  return requires.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') {
      const step = `... on ${selection.typeCondition ?? ''}`;
      return listPlaces(selection.selections, standIns, [...path, step]);
    }
    const here = [...path, selection.name];
    const inner = listPlaces(selection.selections ?? [], standIns, here);
    return standIns.has(selection.name)
      ? [{ path: here, standIn: selection.name }, ...inner]
      : inner;
  });
}

function disagree(places: readonly Place[], standIns: StandIns): boolean {
  const standInAt = new Map<string, string>();
  return places.some(({ path, standIn }) => {
    const key = [...path.slice(0, -1), fieldOf(standIns, standIn)].join('/');
    const known = standInAt.get(key);
    standInAt.set(key, standIn);
    return known !== undefined && known !== standIn;
  });
}

interface Group {
  readonly needs: Set<string>;
  readonly fields: Set<SelectionNode>;
}

interface Requirements extends Pick<RequiredArguments, 'standIns' | 'requiredBy'> {
  readonly graph: string;
}

/** Puts every field of the entities into the first group whose requirements do not contradict its own. */
function groupByAgreement(
  document: DocumentNode,
  { graph, standIns, requiredBy }: Requirements,
): readonly Group[] {
  const groups: Group[] = [];
  for (const { typeName, selection } of listEntityFields(document)) {
    const name = selection.kind === Kind.FIELD ? selection.name.value : '';
    const needs = requiredBy.get(`${graph} ${typeName}.${name}`) ?? new Set<string>();
    let group = groups.find((candidate) => agree(candidate.needs, needs, standIns));
    if (group === undefined) {
      group = { needs: new Set(), fields: new Set() };
      groups.push(group);
    }
    for (const need of needs) {
      group.needs.add(need);
    }
    group.fields.add(selection);
  }
  return groups;
}

function agree(a: ReadonlySet<string>, b: ReadonlySet<string>, standIns: StandIns): boolean {
  return [...b].every((need) =>
    [...a].every((other) => other === need || fieldOf(standIns, other) !== fieldOf(standIns, need)),
  );
}

interface EntityField {
  readonly typeName: string;
  readonly selection: SelectionNode;
}

function listEntityFields(document: DocumentNode): readonly EntityField[] {
  return (entitiesOf(document)?.selectionSet?.selections ?? []).flatMap((fragment) =>
    fragment.kind === Kind.INLINE_FRAGMENT
      ? fragment.selectionSet.selections.map((selection) => ({
          typeName: fragment.typeCondition?.name.value ?? '',
          selection,
        }))
      : [],
  );
}

function entitiesOf(document: DocumentNode): FieldNode | undefined {
  const operation = document.definitions.find(isOperation);
  const [field] = operation?.selectionSet.selections ?? [];
  return field?.kind === Kind.FIELD && field.name.value === '_entities' ? field : undefined;
}

function isOperation(
  definition: DocumentNode['definitions'][number],
): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

/** The document with those fields of the entities alone. */
function keepFields(document: DocumentNode, fields: ReadonlySet<SelectionNode>): DocumentNode {
  const keep = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((fragment) => keepIn(fragment, fields)),
  });
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      isOperation(definition)
        ? { ...definition, selectionSet: mapEntities(definition.selectionSet, keep) }
        : definition,
    ),
  };
}

function mapEntities(
  set: SelectionSetNode,
  map: (set: SelectionSetNode) => SelectionSetNode,
): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((field) =>
      field.kind === Kind.FIELD && field.selectionSet
        ? { ...field, selectionSet: map(field.selectionSet) }
        : field,
    ),
  };
}

function keepIn(
  fragment: SelectionNode,
  fields: ReadonlySet<SelectionNode>,
): readonly SelectionNode[] {
  if (fragment.kind !== Kind.INLINE_FRAGMENT) {
    return [fragment];
  }
  const { selectionSet } = fragment;
  const selections = selectionSet.selections.filter((selection) => fields.has(selection));
  return selections.length === 0
    ? []
    : [{ ...fragment, selectionSet: { ...selectionSet, selections } }];
}

function dropFields(
  requires: readonly QueryPlanSelectionNode[],
  dropped: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  return requires
    .filter((selection) => selection.kind === 'InlineFragment' || !dropped.has(selection.name))
    .map((selection) =>
      selection.selections
        ? { ...selection, selections: dropFields(selection.selections, dropped) }
        : selection,
    );
}

/** Writes real fields under the stand-ins' names, and renames them in what the fetch requires. */
function finish(fetch: FetchNode, document: DocumentNode, standIns: StandIns): FetchNode {
  const renames: FetchDataRewrite[] = listPlaces(fetch.requires ?? [], standIns).map(
    ({ path, standIn }) => ({
      kind: 'KeyRenamer',
      path: [...path],
      renameKeyTo: fieldOf(standIns, standIn),
    }),
  );
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(visit(document, { Field: restoreIn(standIns) }))),
    inputRewrites: [...fetch.inputRewrites, ...renames],
  };
}

function restoreIn(standIns: StandIns): (field: FieldNode) => FieldNode | undefined {
  return (field) => {
    const standIn: StandIn | undefined = standIns.get(field.name.value);
    return (
      standIn && {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: standIn.field },
        arguments: standIn.arguments,
      }
    );
  };
}

function fieldOf(standIns: StandIns, name: string): string {
  return standIns.get(name)?.field ?? name;
}
