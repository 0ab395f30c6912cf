import type { FieldShape, ObjectShape, ValueShape } from './shape.ts';

/**
 * Writes the data of an answer as JSON text. Undefined when something in the tree is not as the schema says, a null
 * where none may be above all: complete-value.ts then goes through the same shape step by step and says what.
 */
export type Serialize = (data: Readonly<Record<string, unknown>>) => string | undefined;

/** Thrown by generated code, and caught around it. */
const IRREGULAR = Symbol('irregular');

/**
 * Generates a function for a shape. All text in it comes from the schema and from names of the operation, and every
 * piece of that goes through JSON.stringify.
 */
export function compileSerializer(root: ObjectShape): Serialize {
  const source = new SerializerSource();
  const name = source.functionFor(root);
  const create = source.build(name);
  const serialize = create(JSON.stringify, () => {
    // oxlint-disable-next-line no-throw-literal, only-throw-error
    throw IRREGULAR;
  });
  return (data) => {
    try {
      return serialize(data);
    } catch (error) {
      if (error === IRREGULAR) {
        return undefined;
      }
      throw error;
    }
  };
}

type Create = (
  quote: typeof JSON.stringify,
  irregular: () => never,
) => (data: Readonly<Record<string, unknown>>) => string;

class SerializerSource {
  readonly #functions: string[] = [];
  readonly #objects = new Map<number, string>();
  readonly #lists = new Map<string, string>();
  readonly #sets: string[] = [];

  build(root: string): Create {
    const body = `${this.#sets.join('\n')}\n${this.#functions.join('\n')}\nreturn ${root};`;
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
    return new Function('q', 'x', body) as Create;
  }

  functionFor(shape: ObjectShape): string {
    const known = this.#objects.get(shape.id);
    if (known !== undefined) {
      return known;
    }
    const name = `o${shape.id}`;
    this.#objects.set(shape.id, name);
    const cases = [...shape.fieldsOf].map(
      ([type, fields]) => [type, this.#object(fields)] as const,
    );
    const body = shape.isAbstract
      ? `switch(o.__typename){${cases.map(([type, code]) => `case ${text(type)}:${code}`).join('\n')}\n${this.#untyped(shape)}default:return x();}`
      : (cases[0]?.[1] ?? 'return x();');
    this.#functions.push(`function ${name}(o){let v;${body}}`);
    return name;
  }

  /** Objects of an @interfaceObject may not say their type, or call themselves by the interface's name. */
  #untyped({ typeName, common }: ObjectShape): string {
    return common === undefined
      ? ''
      : `case undefined:case ${text(typeName)}:${this.#object(common)}\n`;
  }

  #object(fields: readonly FieldShape[]): string {
    let literal = '{';
    const parts: string[] = [];
    for (const [index, { key, responseName, value, isDenied }] of fields.entries()) {
      literal += `${index === 0 ? '' : ','}${text(responseName)}:`;
      if (value.kind === 'typename') {
        literal += text(value.typeName);
        continue;
      }
      parts.push(text(literal), isDenied ? nullOf(value) : this.#value(value, `o[${text(key)}]`));
      literal = '';
    }
    parts.push(text(`${literal}}`));
    return `return ${parts.join('+')};`;
  }

  /** An expression for the JSON text of a value, which it reads once. */
  #value(shape: Exclude<ValueShape, { kind: 'typename' }>, read: string): string {
    const none = `(v==null?${nullOf(shape)}:x())`;
    switch (shape.kind) {
      case 'leaf':
        return this.#leaf(shape, read, none);
      case 'list':
        return `(Array.isArray(v=${read})?${this.#list(shape.of)}(v):${none})`;
      case 'object':
        return `(typeof(v=${read})==='object'&&v!==null&&!Array.isArray(v)?${this.functionFor(shape.object)}(v):${none})`;
    }
  }

  #leaf(shape: Extract<ValueShape, { kind: 'leaf' }>, read: string, none: string): string {
    switch (shape.leaf) {
      case 'String':
        return `(typeof(v=${read})==='string'?q(v):${none})`;
      case 'ID':
        return `(typeof(v=${read})==='string'?q(v):Number.isInteger(v)?'"'+v+'"':${none})`;
      case 'Int':
        return `(((v=${read})|0)===v?''+v:${none})`;
      case 'Float':
        return `(typeof(v=${read})==='number'?q(v):${none})`;
      case 'Boolean':
        return `(typeof(v=${read})==='boolean'?''+v:${none})`;
      case 'enum':
        return `(${this.#set(shape.values ?? new Set())}.has(v=${read})?'"'+v+'"':${none})`;
      case 'custom':
        return `((v=${read})!=null?q(v):${none})`;
    }
  }

  #set(values: ReadonlySet<string>): string {
    const declaration = `=new Set(${JSON.stringify([...values])});`;
    const known = this.#sets.findIndex((code) => code.endsWith(declaration));
    if (known !== -1) {
      return `e${known}`;
    }
    this.#sets.push(`const e${this.#sets.length}${declaration}`);
    return `e${this.#sets.length - 1}`;
  }

  #list(of: ValueShape): string {
    if (of.kind === 'typename') {
      throw new Error('A list of type names cannot be.');
    }
    const element = this.#value(of, 'a[i]');
    const known = this.#lists.get(element);
    if (known !== undefined) {
      return known;
    }
    const name = `l${this.#lists.size}`;
    this.#lists.set(element, name);
    this.#functions.push(
      `function ${name}(a){const n=a.length;if(n===0)return '[]';let v,i=0,s='['+${element};` +
        `for(i=1;i<n;i++)s+=','+${element};return s+']';}`,
    );
    return name;
  }
}

/** What a null is written as; a null where none may be is irregular. */
function nullOf(shape: ValueShape): string {
  return shape.kind === 'typename' || shape.isNullable ? `'null'` : 'x()';
}

/** A string literal of JavaScript. The two line separators are line ends to it, and not to JSON. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
