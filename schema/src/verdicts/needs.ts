import {
  type ArgumentNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  TypeInfo,
  type ValueNode,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  parse,
  typeFromAST,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What an operation needs of the schema: `Type`, `Type.field`, `Type.field(arg:)`, `Enum.VALUE`, `Input.field`, `@directive`;
 * `reads:Type` it selects, `gives:Input` it sends, `omits:COORDINATE` it leaves to a default, `spread:Outer>Inner` it narrows by.
 * Undefined if it is not valid against the schema.
 */
export function findNeeds(schema: GraphQLSchema, text: string): ReadonlySet<string> | undefined {
  try {
    const document = parse(text);
    if (validate(schema, document).length > 0) return undefined;
    const needs = new Needs(listOptionalVariables(document));
    const info = new TypeInfo(schema);
    visit(document, visitWithTypeInfo(info, createVisitor(document, info, { schema, needs })));
    return needs;
  } catch {
    return undefined;
  }
}

class Needs extends Set<string> {
  readonly #optionalVariables: ReadonlySet<string>;

  constructor(optionalVariables: ReadonlySet<string>) {
    super();
    this.#optionalVariables = optionalVariables;
  }

  /** What is given for an argument or an input field. A variable that is left out leaves it out as well. */
  addInput(coordinate: string, value: ValueNode | undefined): void {
    if (value) this.add(coordinate);
    const isOptional =
      value?.kind === Kind.VARIABLE && this.#optionalVariables.has(value.name.value);
    if (!value || isOptional) this.add(`omits:${coordinate}`);
  }
}

/** Those that a request need not give and that have no default of their own. */
function listOptionalVariables(document: DocumentNode): ReadonlySet<string> {
  const variables = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  );
  return new Set(
    variables
      .filter(({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE && !defaultValue)
      .map(({ variable }) => variable.name.value),
  );
}

function createVisitor(
  document: DocumentNode,
  info: TypeInfo,
  { schema, needs }: { readonly schema: GraphQLSchema; readonly needs: Needs },
): ASTVisitor {
  const fragments = new Map<string, string>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.typeCondition.name.value);
  return {
    Field: (node) => {
      const [parent, field] = [info.getParentType(), info.getFieldDef()];
      if (!parent || !field) return;
      const coordinate = `${parent.name}.${field.name}`;
      const type = getNamedType(field.type).name;
      needs.add(parent.name).add(coordinate).add(type).add(`reads:${type}`);
      addArguments(needs, coordinate, { given: node.arguments ?? [], defined: field.args });
    },
    Directive: (node) => {
      const defined = schema.getDirective(node.name.value)?.args ?? [];
      needs.add(`@${node.name.value}`);
      addArguments(needs, `@${node.name.value}`, { given: node.arguments ?? [], defined });
    },
    NamedType: (node) => void needs.add(node.name.value),
    // The type a condition stands in is known of the set of selections, not of the fragment itself.
    SelectionSet: (node) => {
      for (const selection of node.selections) {
        const inner = conditionOf(selection, fragments);
        if (inner !== undefined) needs.add(`spread:${info.getParentType()?.name}>${inner}`);
      }
    },
    VariableDefinition: (node) => {
      const type = typeFromAST(schema, node.type);
      if (isInputType(type)) addAllOf(needs, type);
    },
  };
}

function conditionOf(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, string>,
): string | undefined {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value);
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
}

function addArguments(
  needs: Needs,
  coordinate: string,
  args: { readonly given: readonly ArgumentNode[]; readonly defined: readonly GraphQLArgument[] },
): void {
  for (const { name, type } of args.defined) {
    const node = args.given.find((argument) => argument.name.value === name);
    needs.addInput(`${coordinate}(${name}:)`, node?.value);
    if (node) addValue(needs, type, node.value);
  }
}

function addValue(needs: Needs, type: GraphQLInputType, value: ValueNode): void {
  const named = getNamedType(type);
  needs.add(named.name);
  // Known texts keep the first value of a list only, so that any may have stood there.
  if (value.kind === Kind.LIST) addAllOf(needs, type);
  if (value.kind === Kind.ENUM && isEnumType(named)) needs.add(`${named.name}.${value.value}`);
  if (value.kind !== Kind.OBJECT || !isInputObjectType(named)) return;
  needs.add(`gives:${named.name}`);
  for (const field of Object.values(named.getFields())) {
    const node = value.fields.find(({ name }) => name.value === field.name);
    needs.addInput(`${named.name}.${field.name}`, node?.value);
    if (node) addValue(needs, field.type, node.value);
  }
}

/** Whatever a variable of the type may hold. */
function addAllOf(needs: Needs, type: GraphQLInputType): void {
  const named = getNamedType(type);
  needs.add(named.name);
  if (isEnumType(named))
    for (const { name } of named.getValues()) needs.add(`${named.name}.${name}`);
  if (!isInputObjectType(named) || needs.has(`all:${named.name}`)) return;
  needs.add(`all:${named.name}`).add(`gives:${named.name}`);
  for (const field of Object.values(named.getFields())) {
    const coordinate = `${named.name}.${field.name}`;
    needs.add(coordinate).add(`omits:${coordinate}`);
    addAllOf(needs, field.type);
  }
}
