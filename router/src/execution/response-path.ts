import type { FieldShape, ObjectShape, ValueShape } from './shape.ts';
import { type Tree, type TreePath, isTree } from './tree.ts';

/**
 * A path of the tree as the client knows it, under its response names. It ends before what the client did not ask for
 * itself, such as a field that another one requires.
 */
export function toResponsePath(root: ObjectShape, path: TreePath, data: Tree): TreePath {
  const response: (string | number)[] = [];
  let shape: ValueShape | undefined = { kind: 'object', isNullable: true, object: root };
  let value: unknown = data;
  for (const step of path) {
    const next: Step | undefined = shape && takeStep(shape, value, step);
    if (next === undefined) {
      break;
    }
    response.push(next.responseStep);
    shape = next.shape;
    value = next.value;
  }
  return response;
}

interface Step {
  readonly responseStep: string | number;
  readonly shape: ValueShape;
  readonly value: unknown;
}

function takeStep(shape: ValueShape, value: unknown, step: string | number): Step | undefined {
  if (shape.kind === 'list') {
    const element: unknown = Array.isArray(value) ? value[Number(step)] : undefined;
    return typeof step === 'number'
      ? { responseStep: step, shape: shape.of, value: element }
      : undefined;
  }
  if (shape.kind !== 'object') {
    return undefined;
  }
  const field = findField(shape.object, value, step);
  return (
    field && {
      responseStep: field.responseName,
      shape: field.value,
      value: isTree(value) ? value[field.key] : undefined,
    }
  );
}

/** The field under a key: of the object's type when it is known, else of any type that has it. */
function findField(
  shape: ObjectShape,
  value: unknown,
  key: string | number,
): FieldShape | undefined {
  const typeName = isTree(value) ? value['__typename'] : undefined;
  const own = typeof typeName === 'string' ? shape.fieldsOf.get(typeName) : undefined;
  const candidates = own === undefined ? [...shape.fieldsOf.values()] : [own];
  return candidates.flat().find((field) => field.key === key);
}
