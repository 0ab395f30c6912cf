import { type DocumentNode, parse, print, visit } from 'graphql';

import type { Answer, Engine } from '../harness/compare.ts';
import { startEngine } from '../harness/engine.ts';
import type { JsonObject } from '../harness/json.ts';
import { type Oracle, startOracle } from '../harness/oracle.ts';

import { type Excuse, type Verdict, compareAnswers } from './compare-answers.ts';
import { readAddedFields, readRequirements } from './federation-facts.ts';
import { generateOperation } from './generate-operation.ts';
import { Random } from '../../harness/random.ts';
import { toOracleForm, withOwnNames } from './oracle-form.ts';
import { shrink } from './shrink.ts';

export interface Graph {
  readonly sdl: string;
  /** Forgets what mutations left behind. */
  reset(): void;
}

export interface Tally {
  readonly excused: Readonly<Record<Excuse, number>>;
  /** How many answers had data. */
  readonly answered: number;
}

/** Compares the router with ApolloGateway on as many operations. Throws at the first that differs, made small. */
export async function compareOperations(
  graph: Graph,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<Tally> {
  await using oracle = await startOracle(graph.sdl);
  await using router = await startEngine(graph.sdl);
  const comparison = new Comparison(graph, router, oracle);
  for (let i = 0; i < count; i++) {
    await comparison.compare(seed + i);
  }
  return comparison;
}

class Comparison implements Tally {
  readonly excused: Record<Excuse, number> = {
    'conflicting requirements': 0,
    'nulls beside an error': 0,
    'errors below one null': 0,
    'lost interface objects': 0,
  };
  answered = 0;
  readonly #graph: Graph;
  readonly #router: Engine;
  readonly #oracle: Oracle;
  readonly #requirements: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #addedFields: ReadonlySet<string>;

  constructor(graph: Graph, router: Engine, oracle: Oracle) {
    this.#graph = graph;
    this.#router = router;
    this.#oracle = oracle;
    const supergraph = parse(graph.sdl);
    this.#requirements = readRequirements(supergraph);
    this.#addedFields = readAddedFields(supergraph);
  }

  async compare(seed: number): Promise<void> {
    const { schema } = this.#oracle;
    const { document, variables } = generateOperation(new Random(seed), schema);
    const verdict = await this.#judge(document, variables);
    if (verdict.is === 'excused') {
      this.excused[verdict.excuse]++;
    }
    if (verdict.is === 'different') {
      const isDifferent = async (smaller: DocumentNode): Promise<boolean> =>
        (await this.#judge(smaller, variables)).is === 'different';
      const smallest = await shrink(document, schema, isDifferent);
      const { is, ...text } = await this.#judge(smallest, variables);
      throw new Error(
        [
          `seed ${seed}: ${is}`,
          print(smallest),
          JSON.stringify(variablesOf(smallest, variables)),
          'text' in text ? text.text : '',
        ].join('\n'),
      );
    }
  }

  async #judge(document: DocumentNode, variables: JsonObject): Promise<Verdict> {
    const given = variablesOf(document, variables);
    this.#graph.reset();
    const ours = await this.#router.run({ query: print(document), variables: given });
    this.#graph.reset();
    const form = toOracleForm(document, { schema: this.#oracle.schema, variables: given });
    const theirs = await this.#oracle.run({
      query: print(form),
      variables: variablesOf(form, given),
    });
    this.answered += Number(hasData(ours));
    return compareAnswers(ours, withOwnNames(theirs), {
      schema: this.#oracle.schema,
      document,
      requirements: this.#requirements,
      addedFields: this.#addedFields,
    });
  }
}

function hasData({ data }: Answer): boolean {
  return data !== undefined && data !== null;
}

function variablesOf(document: DocumentNode, variables: JsonObject): JsonObject {
  const declared = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void declared.add(variable.name.value) });
  return Object.fromEntries(Object.entries(variables).filter(([name]) => declared.has(name)));
}
