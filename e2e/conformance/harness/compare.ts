import type { Json, JsonObject } from './json.ts';
import type { Case, ExpectedError } from './read-corpus.ts';
import { expand } from './values.ts';

export interface Operation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: JsonObject | undefined;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: JsonObject;
}

/** What a client gets. */
export interface Answer {
  readonly data?: JsonObject | null;
  readonly errors?: readonly AnswerError[];
}

/** Something that answers operations on one supergraph. */
export interface Engine extends AsyncDisposable {
  run(operation: Operation): Promise<Answer>;
}

/** Answers in a form that a test compares at once: the errors in the order of their paths. */
export interface Facts {
  readonly data: Json | undefined;
  readonly errors: readonly string[];
}

/** The operation of a case, without what the case expects. */
export function operationOf({ query, operationName, variables }: Case): Operation {
  return { query, operationName, variables };
}

/** What the case expects and what the engine answered. The codes count where the case names them. */
export function compareWithCase(expected: Case, { data, errors = [] }: Answer): [Facts, Facts] {
  const wanted = expected.errors.toSorted(byPath);
  const found = errors.map(readError).toSorted(byPath);
  return [
    { data: readData(expected), errors: wanted.map(printError) },
    {
      data,
      errors: found.map((error, at) =>
        printError(wanted[at]?.code === undefined ? { path: error.path } : error),
      ),
    },
  ];
}

/** The same by paths alone. A lost fetch has no path in ApolloGateway, so there it may be anywhere. */
export function compareWithOracle(expected: Case, answer: Answer): [Facts, Facts] {
  const wanted = expected.errors.map(({ path, code }) =>
    code?.startsWith('SUBGRAPH_') === true ? {} : { path },
  );
  return [
    { data: readData(expected) ?? null, errors: wanted.map(printError).toSorted() },
    { data: answer.data ?? null, errors: (answer.errors ?? []).map(printPath).toSorted() },
  ];
}

function readData({ data }: Case): Json | undefined {
  return data === undefined ? undefined : expand(data);
}

function printPath({ path }: AnswerError): string {
  return printError({ path: path === undefined ? undefined : [...path] });
}

function readError({ path, extensions }: AnswerError): ExpectedError {
  const code = extensions?.['code'];
  return {
    path: path === undefined ? undefined : [...path],
    code: typeof code === 'string' ? code : undefined,
  };
}

function printError({ path, code }: ExpectedError): string {
  return `${path === undefined ? '(no path)' : path.join('.')}${code === undefined ? '' : ` ${code}`}`;
}

function byPath(a: ExpectedError, b: ExpectedError): number {
  const [first, second] = [printError(a), printError(b)];
  return first < second ? -1 : Number(first > second);
}
