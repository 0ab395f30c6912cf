import { type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';

import { isTrue, readText } from './directive-arguments.ts';
import { type CompositeType, JoinedFields, listJoins, readTypeName } from './joined-fields.ts';
import type { Stage } from './stages.ts';

/** What a field is in a subgraph or stage: as its subgraph says, or only there to be required, or not there. */
export type Role = 'own' | 'external' | 'absent';

export interface FieldPlace {
  readonly type: CompositeType;
  readonly field: FieldDefinitionNode;
  /** In the real subgraph. */
  readonly isExternal: boolean;
}

const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Which fields are in which stage, and which stay in the real subgraphs. */
export class StagedFields {
  readonly #joined: JoinedFields;
  /** The stage of a moved field, by "GRAPH Type.field". */
  readonly #stageOf = new Map<string, Stage>();
  /** "VALUE Type.field" of what the field sets of a stage, or of what stays in a subgraph, name. */
  readonly #inKeys = new Set<string>();
  readonly #inSets = new Set<string>();

  constructor(supergraph: DocumentNode, stages: readonly Stage[]) {
    this.#joined = new JoinedFields(supergraph);
    for (const stage of stages) {
      for (const { graph, coordinate } of stage.fields) {
        this.#stageOf.set(`${graph} ${coordinate}`, stage);
      }
    }
    for (const type of this.#joined.types.values()) {
      this.#readKeys(type, stages);
      for (const field of type.fields ?? []) {
        this.#readSets(type, field, stages);
      }
    }
  }

  /** Whether a stage has anything of a type. */
  hasType(stage: Stage, type: CompositeType): boolean {
    return (type.fields ?? []).some((field) => {
      const joins = listJoins(field, 'field');
      const [own] = listJoins(field, 'field', stage.graph);
      const isExternal = own !== undefined && isTrue(own, 'external');
      return (
        (joins.length === 0 || own !== undefined) &&
        this.roleOf(stage, { type, field, isExternal }) !== 'absent'
      );
    });
  }

  roleOf(stage: Stage, place: FieldPlace): Role {
    const coordinate = coordinateOf(place);
    const { type, isExternal } = place;
    if (this.#stageOf.get(`${stage.graph} ${coordinate}`) === stage) {
      return 'own';
    }
    if (this.#inKeys.has(`${stage.value} ${coordinate}`)) {
      return 'own';
    }
    const isInSet = this.#inSets.has(`${stage.value} ${coordinate}`);
    if (isEntity(type, stage.graph) || isExternal || this.#isMoved(stage.graph, coordinate)) {
      if (!isInSet) {
        return this.#roleByInterface(stage, place);
      }
      return isRealInterface(type, stage.graph) ? this.#roleOfInterface(stage, place) : 'external';
    }
    if (ROOT_TYPES.has(type.name.value)) {
      return 'absent';
    }
    return this.#isInterfaceOfMoved(stage.graph, place) ? 'absent' : 'own';
  }

  /** An interface has no @external fields: one that is required is there where all that implements it has it. */
  #roleOfInterface(stage: Stage, { type, field }: FieldPlace): Role {
    const implementers = this.#joined
      .listImplementers(type.name.value)
      .flatMap((name) => this.#joined.types.get(name) ?? [])
      .filter((each) => listJoins(each, 'type', stage.graph).length > 0);
    return implementers.every(({ name }) =>
      this.#inSets.has(`${stage.value} ${name.value}.${field.name.value}`),
    )
      ? 'own'
      : 'absent';
  }

  /** What becomes of a field in the real subgraph. */
  roleInGraph(graph: string, place: FieldPlace): Role {
    const coordinate = coordinateOf(place);
    const isInSet = this.#inSets.has(`${graph} ${coordinate}`);
    if (this.#isMoved(graph, coordinate)) {
      return isInSet ? 'external' : 'absent';
    }
    if (this.#isInterfaceOfMoved(graph, place)) {
      return 'absent';
    }
    const isOnlyOfMoved = place.isExternal && this.#inSets.has(`-${graph} ${coordinate}`);
    const isInKey = this.#inKeys.has(`${graph} ${coordinate}`);
    const isNeeded = isInSet || isInKey || this.#isOfInterface(graph, place);
    return isOnlyOfMoved && !isNeeded ? 'absent' : 'own';
  }

  /** An interface comes into a stage with its fields, and so must what implements it. */
  #roleByInterface(stage: Stage, place: FieldPlace): Role {
    const isNeeded =
      !place.isExternal &&
      !this.#isMoved(stage.graph, coordinateOf(place)) &&
      this.#isOfInterface(stage.graph, place);
    return isNeeded ? 'own' : 'absent';
  }

  /** Whether an interface of the type has the field too, and keeps it. */
  #isOfInterface(graph: string, { type, field }: FieldPlace): boolean {
    return (type.interfaces ?? []).some(({ name }) => {
      const parent = this.#joined.types.get(name.value);
      const own = this.#joined.findField(name.value, field.name.value);
      return (
        parent !== undefined &&
        own !== undefined &&
        listJoins(parent, 'type', graph).length > 0 &&
        !this.#isInterfaceOfMoved(graph, { type: parent, field: own, isExternal: false })
      );
    });
  }

  #isMoved(graph: string, coordinate: string): boolean {
    return this.#stageOf.has(`${graph} ${coordinate}`);
  }

  #isInterfaceOfMoved(graph: string, { type, field }: FieldPlace): boolean {
    return this.#joined
      .listImplementers(type.name.value)
      .some((name) => this.#isMoved(graph, `${name}.${field.name.value}`));
  }

  #readKeys(type: CompositeType, stages: readonly Stage[]): void {
    for (const join of listJoins(type, 'type')) {
      const graph = readText(join, 'graph');
      const selected = this.#joined.listSelected(
        readText(join, 'key') ?? '__typename',
        type.name.value,
      );
      const values = [
        graph,
        ...stages.filter((stage) => stage.graph === graph).map(({ value }) => value),
      ];
      for (const value of values) {
        selected.forEach((coordinate) => this.#inKeys.add(`${value} ${coordinate}`));
      }
    }
  }

  /** Those of a moved field are of its stage, those of a field that the stage shares of both. */
  #readSets(type: CompositeType, field: FieldDefinitionNode, stages: readonly Stage[]): void {
    const typeName = type.name.value;
    for (const join of listJoins(field, 'field')) {
      const graph = readText(join, 'graph') ?? '';
      const moved = this.#stageOf.get(`${graph} ${typeName}.${field.name.value}`);
      const isShared = !isEntity(type, graph) && !ROOT_TYPES.has(typeName);
      const sharing = stages.filter((stage) => isShared && stage.graph === graph);
      const values = moved
        ? [moved.value, `-${graph}`]
        : [graph, ...sharing.map(({ value }) => value)];
      const sets = [
        this.#joined.listSelected(readText(join, 'requires') ?? '__typename', typeName),
        this.#joined.listSelected(
          readText(join, 'provides') ?? '__typename',
          readTypeName(field.type),
        ),
      ];
      for (const value of values) {
        sets.flat().forEach((coordinate) => this.#inSets.add(`${value} ${coordinate}`));
      }
    }
  }
}

function coordinateOf({ type, field }: FieldPlace): string {
  return `${type.name.value}.${field.name.value}`;
}

function isEntity(type: CompositeType, graph: string): boolean {
  return listJoins(type, 'type', graph).some((join) => readText(join, 'key') !== undefined);
}

function isRealInterface(type: CompositeType, graph: string): boolean {
  return (
    type.kind === Kind.INTERFACE_TYPE_DEFINITION &&
    !listJoins(type, 'type', graph).some((join) => isTrue(join, 'isInterfaceObject'))
  );
}
