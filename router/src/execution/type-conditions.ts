import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** Whether an object that calls itself `typeName` is of the type. Interface names occur too: of @interfaceObject. */
export function isOfType(schema: GraphQLSchema, condition: string, typeName: string): boolean {
  if (condition === typeName) {
    return true;
  }
  const type = schema.getType(typeName);
  const conditional = schema.getType(condition);
  return (
    isAbstractType(conditional) &&
    (isObjectType(type) || isInterfaceType(type)) &&
    schema.isSubType(conditional, type)
  );
}

/** Every name by which an object of the type may call itself. */
export function listTypeNames(schema: GraphQLSchema, condition: string): readonly string[] {
  const type = schema.getType(condition);
  if (!isAbstractType(type)) {
    return [condition];
  }
  const interfaces = isInterfaceType(type) ? schema.getImplementations(type).interfaces : [];
  return [condition, ...[...schema.getPossibleTypes(type), ...interfaces].map(({ name }) => name)];
}
