import { z } from 'zod';

type Shape = z.core.JSONSchema.BaseSchema;

/** What somebody has to send, in one line. */
export function describeInput(schema: z.ZodType): string {
  return describe(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
}

/** The members of an object, one row of a table each. */
export function renderShape(schema: z.ZodType): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    unrepresentable: 'any',
    io: 'output',
  });
  return Object.entries(properties).map(([name, shape]) => {
    const optional = required.includes(name) ? '' : ' (optional)';
    return `| \`${name}\`${optional} | ${describe(shape as Shape)} |`;
  });
}

function describe(shape: Shape): string {
  if (shape.enum) {
    return shape.enum.map((value) => JSON.stringify(value)).join(', ');
  }
  if (shape.anyOf) {
    return shape.anyOf.map((one) => describe(one)).join(' or ');
  }
  if (shape.type === 'array' && !Array.isArray(shape.items)) {
    return `list of ${describe(shape.items as Shape)}`;
  }
  if (shape.properties) {
    const { properties, required = [] } = shape;
    const members = Object.entries(properties).map(
      ([name, one]) => `${name}${required.includes(name) ? '' : '?'}: ${describe(one as Shape)}`,
    );
    return `{ ${members.join(', ')} }`;
  }
  return String(shape.type ?? 'any value');
}
