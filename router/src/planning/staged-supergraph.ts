import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
} from 'graphql';

import { createJoin, withGraph, withOverride } from './join-directives.ts';
import { type CompositeType, isCompositeType, listJoins } from './joined-fields.ts';
import { isTrue, readText } from './directive-arguments.ts';
import { StagedFields } from './staged-fields.ts';
import type { Stage } from './stages.ts';

/**
 * The supergraph with the fields of the stages moved out of their subgraphs into the stages. What a stage's fields
 * require is then never of the same subgraph, and the planner cannot put both into one fetch.
 */
export function stageSupergraph(supergraph: DocumentNode, stages: readonly Stage[]): DocumentNode {
  const fields = new StagedFields(supergraph, stages);
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((definition) =>
      new TypeStaging(stages, fields).stage(definition),
    ),
  };
}

class TypeStaging {
  readonly #stages: readonly Stage[];
  readonly #fields: StagedFields;

  constructor(stages: readonly Stage[], fields: StagedFields) {
    this.#stages = stages;
    this.#fields = fields;
  }

  stage(definition: DefinitionNode): DefinitionNode {
    if (isCompositeType(definition)) {
      return this.#stageComposite(definition);
    }
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      const values = definition.values ?? [];
      return definition.name.value === 'join__Graph'
        ? { ...definition, values: values.flatMap((value) => this.#addGraphs(value)) }
        : { ...this.#copyJoins(definition), values: values.map((value) => this.#copyJoins(value)) };
    }
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      const fields = (definition.fields ?? []).map((field) => this.#copyJoins(field));
      return { ...this.#copyJoins(definition), fields };
    }
    return definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
      definition.kind === Kind.UNION_TYPE_DEFINITION
      ? this.#copyJoins(definition)
      : definition;
  }

  #addGraphs<
    Value extends {
      readonly name: { readonly value: string };
      readonly directives?: readonly ConstDirectiveNode[] | undefined;
    },
  >(value: Value): readonly Value[] {
    const added = this.#stages
      .filter(({ graph }) => graph === value.name.value)
      .map((stage) => ({
        ...value,
        name: { kind: Kind.NAME, value: stage.value },
        directives: (value.directives ?? []).map((directive) => ({
          ...directive,
          arguments: (directive.arguments ?? []).map((argument) =>
            argument.name.value === 'name'
              ? { ...argument, value: { kind: Kind.STRING, value: stage.name } as const }
              : argument,
          ),
        })),
      }));
    return [value, ...added];
  }

  /** Repeats what is said of a graph for its stages, of those that pass. */
  #copyJoins<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
    node: Node,
    passes: (stage: Stage) => boolean = () => true,
  ): Node {
    const directives = (node.directives ?? []).flatMap((directive) => {
      const graph = directive.name.value.startsWith('join__')
        ? readText(directive, 'graph')
        : undefined;
      const copies = this.#stages
        .filter((stage) => stage.graph === graph && passes(stage))
        .map((stage) => withGraph(directive, stage.value));
      return [directive, ...copies];
    });
    return { ...node, directives };
  }

  #stageComposite(type: CompositeType): CompositeType {
    const copied = this.#copyJoins(type, (stage) => this.#fields.hasType(stage, type));
    return {
      ...copied,
      fields: (type.fields ?? []).map((field) => this.#stageField(type, field)),
    };
  }

  #stageField(type: CompositeType, field: FieldDefinitionNode): FieldDefinitionNode {
    const others = (field.directives ?? []).filter(({ name }) => name.value !== 'join__field');
    const joins = listOwnJoins(type, field).flatMap((join) => this.#stageJoin(join, type, field));
    return { ...field, directives: [...others, ...(joins.length > 0 ? joins : [createJoin()])] };
  }

  #stageJoin(
    join: ConstDirectiveNode,
    type: CompositeType,
    field: FieldDefinitionNode,
  ): readonly ConstDirectiveNode[] {
    const coordinate = `${type.name.value}.${field.name.value}`;
    const own = this.#followOverride(join, coordinate);
    const graph = readText(join, 'graph');
    if (graph === undefined) {
      return [own];
    }
    const place = { type, field, isExternal: isTrue(join, 'external') };
    const copies = this.#stages
      .filter((stage) => stage.graph === graph)
      .flatMap((stage) => {
        const role = this.#fields.roleOf(stage, place);
        if (role === 'absent') {
          return [];
        }
        return [role === 'external' ? createJoin(stage.value) : withGraph(own, stage.value)];
      });
    const role = this.#fields.roleInGraph(graph, place);
    if (role === 'absent') {
      return copies;
    }
    return [role === 'external' ? createJoin(graph) : own, ...copies];
  }

  #followOverride(join: ConstDirectiveNode, coordinate: string): ConstDirectiveNode {
    const from = readText(join, 'override');
    const stage = this.#stages.find(
      ({ subgraph, fields }) =>
        subgraph === from && fields.some((moved) => moved.coordinate === coordinate),
    );
    return stage ? withOverride(join, stage.name) : join;
  }
}

/** A field that says nothing is of every subgraph that has the type. */
function listOwnJoins(
  type: CompositeType,
  field: FieldDefinitionNode,
): readonly ConstDirectiveNode[] {
  const joins = listJoins(field, 'field');
  const graphs = new Set(listJoins(type, 'type').map((join) => readText(join, 'graph')));
  return joins.length > 0
    ? joins
    : [...graphs].flatMap((graph) => (graph === undefined ? [] : [withGraph(createJoin(), graph)]));
}
