import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

const PARTS = /^(?<directive>@)?(?<type>\w+)(?:\.(?<member>\w+))?(?:\((?<argument>\w+):?\))?$/u;

/** Whether a schema defines a coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`, `@directive`. */
export function hasCoordinate(schema: GraphQLSchema, coordinate: string): boolean {
  const { directive, type = '', member, argument } = PARTS.exec(coordinate)?.groups ?? {};
  if (directive !== undefined) {
    const args = schema.getDirective(type)?.args;
    return (
      args !== undefined && (argument === undefined || args.some(({ name }) => name === argument))
    );
  }
  const found = schema.getType(type);
  if (found === undefined || member === undefined) {
    return found !== undefined;
  }
  return hasMember(found, member, argument);
}

/** What may be meant by a coordinate that is none: types, or what the type in question has. */
export function listNear(schema: GraphQLSchema, coordinate: string): string[] {
  const { type = '', member } = PARTS.exec(coordinate)?.groups ?? {};
  const found = schema.getType(type);
  if (found === undefined || member === undefined) {
    return Object.keys(schema.getTypeMap());
  }
  const hasFields = isObjectType(found) || isInterfaceType(found) || isInputObjectType(found);
  return hasFields ? Object.keys(found.getFields()).map((name) => `${type}.${name}`) : [];
}

function hasMember(type: GraphQLNamedType, name: string, argument: string | undefined): boolean {
  if (isObjectType(type) || isInterfaceType(type)) {
    const args = type.getFields()[name]?.args;
    return (
      args !== undefined && (argument === undefined || args.some((one) => one.name === argument))
    );
  }
  if (isEnumType(type)) {
    return type.getValue(name) !== undefined;
  }
  return isInputObjectType(type) && type.getFields()[name] !== undefined;
}
