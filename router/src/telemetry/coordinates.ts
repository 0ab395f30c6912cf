import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  getNamedType,
  isInputObjectType,
  specifiedScalarTypes,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What an operation uses of the schema, sorted: `Book`, `Book.title`, `Query.book(id:)`, `@include(if:)`, and of the
 * values that stand in its text `BookInput.title`, `Genre.CRIME`. Of variables it has the types alone: who sends an
 * input object in a variable may use all of it. Built-in scalars are left out. The document must be valid.
 */
export function listCoordinates(
  document: DocumentNode,
  schema: GraphQLSchema,
  operationName?: string,
): string[] {
  const found = new Set<string>();
  for (const definition of reachable(document, operationName)) {
    collect(definition, schema, found);
  }
  return [...found].toSorted();
}

/** The operation and the fragments it spreads, also through others. */
export function reachable(
  document: DocumentNode,
  operationName: string | undefined,
): (OperationDefinitionNode | FragmentDefinitionNode)[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    } else if (definition.kind === Kind.OPERATION_DEFINITION) {
      const isMeant = operationName === undefined || definition.name?.value === operationName;
      operation ??= isMeant ? definition : undefined;
    }
  }
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>(
    operation === undefined ? [] : [operation],
  );
  // A set is walked with what is added on the way.
  for (const definition of reached) {
    visit(definition, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment !== undefined) {
          reached.add(fragment);
        }
      },
    });
  }
  return [...reached];
}

function collect(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  schema: GraphQLSchema,
  found: Set<string>,
): void {
  const info = new TypeInfo(schema);
  const visitor = {
    Field: () => addField(info, found),
    Argument: ({ name }: { name: { value: string } }) => addArgument(info, name.value, found),
    Directive: ({ name }: { name: { value: string } }) => void found.add(`@${name.value}`),
    ObjectField: ({ name }: { name: { value: string } }) => {
      const parent = getNamedType(info.getParentInputType());
      if (isInputObjectType(parent)) {
        found.add(parent.name).add(`${parent.name}.${name.value}`);
      }
    },
    EnumValue: ({ value }: { value: string }) => {
      const type = getNamedType(info.getInputType());
      if (type !== undefined) {
        found.add(type.name).add(`${type.name}.${value}`);
      }
    },
    NamedType: ({ name }: { name: { value: string } }) => addType(name.value, found),
  };
  visit(definition, visitWithTypeInfo(info, visitor));
}

function addField(info: TypeInfo, found: Set<string>): void {
  const [parent, field] = [info.getParentType(), info.getFieldDef()];
  if (parent && field && !field.name.startsWith('__')) {
    found.add(parent.name).add(`${parent.name}.${field.name}`);
    addType(getNamedType(field.type).name, found);
  }
}

const BUILT_IN: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

function addType(name: string, found: Set<string>): void {
  if (!BUILT_IN.has(name)) {
    found.add(name);
  }
}

function addArgument(info: TypeInfo, name: string, found: Set<string>): void {
  const [parent, field, directive] = [
    info.getParentType(),
    info.getFieldDef(),
    info.getDirective(),
  ];
  if (directive) {
    found.add(`@${directive.name}(${name}:)`);
  } else if (parent && field) {
    found.add(`${parent.name}.${field.name}(${name}:)`);
  }
}
