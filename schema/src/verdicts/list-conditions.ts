import { type ASTNode, Kind, parse, visit } from 'graphql';

/** Values of the variables of @skip and @include. */
export type Conditions = Readonly<Record<string, boolean>>;

/**
 * With which values an operation is asked for all that it may ask for: one set as a rule, a second one when a variable
 * includes one part and skips another. A text that cannot be parsed has one set, the empty one.
 */
export function listConditions(text: string): readonly Conditions[] {
  const [included, skipped] = readConditions(text);
  const all = [...new Set([...included, ...skipped])];
  const asMuch = Object.fromEntries(all.map((name) => [name, included.has(name)]));
  const both = all.filter((name) => included.has(name) && skipped.has(name));
  return both.length === 0
    ? [asMuch]
    : [asMuch, { ...asMuch, ...Object.fromEntries(both.map((name) => [name, false])) }];
}

function readConditions(text: string): [included: Set<string>, skipped: Set<string>] {
  const included = new Set<string>();
  const skipped = new Set<string>();
  const document = tryParse(text);
  if (document) {
    visit(document, {
      Directive({ name, arguments: [condition] = [] }) {
        if (condition?.value.kind !== Kind.VARIABLE) return;
        if (name.value === 'include') included.add(condition.value.name.value);
        if (name.value === 'skip') skipped.add(condition.value.name.value);
      },
    });
  }
  return [included, skipped];
}

function tryParse(text: string): ASTNode | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
