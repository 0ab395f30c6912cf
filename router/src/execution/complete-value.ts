import { type ExecutionError, type ReportedError, isOnOnePath } from './execution-error.ts';
import { isLeafValue } from './leaf-values.ts';
import type { FieldShape, ObjectShape, ValueShape } from './shape.ts';
import { type Tree, type TreePath, isTree } from './tree.ts';

export interface Completion {
  /** Null when a null reached the root. */
  readonly data: Record<string, unknown> | null;
  /** What is wrong with the data and no known error explains. */
  readonly errors: readonly ExecutionError[];
}

/**
 * Completes the data of an answer step by step: nulls where none may be go up to the next place that may be null.
 * GraphQL specification, section 6.4.4. It does what generated code does for regular data, and says what is not.
 */
export function completeData(
  root: ObjectShape,
  data: Tree,
  known: readonly ReportedError[],
): Completion {
  const completer = new Completer(known);
  const completed = completer.completeObject(root, data, []);
  return {
    data: completed === INVALID ? null : (completed as Record<string, unknown>),
    errors: completer.errors,
  };
}

/** In place of a value that cannot be, and was reported. */
const INVALID = Symbol('invalid');

class Completer {
  readonly errors: ExecutionError[] = [];
  readonly #known: readonly ReportedError[];

  constructor(known: readonly ReportedError[]) {
    this.#known = known;
  }

  completeObject(shape: ObjectShape, value: unknown, path: TreePath): unknown {
    if (!isTree(value)) {
      return this.#report(path, 'is not an object');
    }
    const fields = this.#findFields(shape, value);
    if (fields === undefined) {
      return this.#report(path, 'is of no type that may stand there');
    }
    const completed: [string, unknown][] = [];
    for (const field of fields) {
      const inner = this.#completeField(field, value, [...path, field.responseName]);
      if (inner === INVALID) {
        return INVALID;
      }
      completed.push([field.responseName, inner]);
    }
    // Unlike assignment this makes a property of `__proto__` too.
    return Object.fromEntries(completed);
  }

  #findFields(shape: ObjectShape, value: Tree): readonly FieldShape[] | undefined {
    if (!shape.isAbstract) {
      return shape.fieldsOf.values().next().value;
    }
    const typeName = value['__typename'];
    return typeof typeName === 'string' && typeName !== shape.typeName
      ? shape.fieldsOf.get(typeName)
      : shape.common;
  }

  #completeField(field: FieldShape, object: Tree, path: TreePath): unknown {
    if (field.value.kind === 'typename') {
      return field.value.typeName;
    }
    if (field.isDenied) {
      // The refusal was reported; its path has no list indexes, so it could not be found here.
      return field.value.isNullable ? null : INVALID;
    }
    const value = Object.hasOwn(object, field.key) ? object[field.key] : undefined;
    return this.#complete(field.value, value, path);
  }

  /** The value, null where it may be null, or INVALID where it must not. */
  #complete(shape: ValueShape, value: unknown, path: TreePath): unknown {
    if (shape.kind === 'typename') {
      return shape.typeName;
    }
    const completed =
      value === undefined || value === null ? null : this.#completePresent(shape, value, path);
    if (completed !== null && completed !== INVALID) {
      return completed;
    }
    if (shape.isNullable) {
      return null;
    }
    return completed === INVALID ? INVALID : this.#report(path, 'must not be null');
  }

  #completePresent(
    shape: Exclude<ValueShape, { kind: 'typename' }>,
    value: unknown,
    path: TreePath,
  ): unknown {
    switch (shape.kind) {
      case 'leaf':
        return this.#completeLeaf(shape, value, path);
      case 'list':
        return this.#completeList(shape.of, value, path);
      case 'object':
        return isUnresolved(shape.object, value)
          ? null
          : this.completeObject(shape.object, value, path);
    }
  }

  #completeLeaf(
    shape: Extract<ValueShape, { kind: 'leaf' }>,
    value: unknown,
    path: TreePath,
  ): unknown {
    if (!isLeafValue(value, shape.leaf, shape.values)) {
      return this.#report(path, `is not of type ${shape.typeName}`);
    }
    return shape.leaf === 'ID' ? String(value) : value;
  }

  #completeList(of: ValueShape, value: unknown, path: TreePath): unknown {
    if (!Array.isArray(value)) {
      return this.#report(path, 'is not a list');
    }
    const completed: unknown[] = [];
    for (const [index, element] of value.entries()) {
      const inner = this.#complete(of, element, [...path, index]);
      if (inner === INVALID) {
        return INVALID;
      }
      completed.push(inner);
    }
    return completed;
  }

  #report(path: TreePath, fault: string): typeof INVALID {
    const all = [...this.#known.flatMap(({ covers }) => covers), ...this.errors.map(pathOf)];
    if (!all.some((explained) => isOnOnePath(explained, path))) {
      this.errors.push({
        message: `The value of "${path.join('.')}" ${fault}.`,
        path,
        extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' },
      });
    }
    return INVALID;
  }
}

/**
 * Whether an object is known by the name of its interface alone: an @interfaceObject named it, and no subgraph that
 * knows its type has it. It does not exist, which is no error.
 */
function isUnresolved({ isAbstract, typeName, common }: ObjectShape, value: unknown): boolean {
  const isNamed = isAbstract && isTree(value) && value['__typename'] === typeName;
  return isNamed && common === undefined;
}

function pathOf({ path }: ExecutionError): TreePath {
  return path ?? [];
}
