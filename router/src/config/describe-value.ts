import type { z } from 'zod';

const SECRET = /key|token|secret|password/iu;
const WITH_PASSWORD = /\/\/[^/]*@/u;

/** What is wrong with a value of the configuration, as what it must be. Never repeats what may be secret. */
export function describeValue(issue: z.core.$ZodRawIssue): string | undefined {
  const wanted = describeWanted(issue);
  if (wanted === undefined) {
    return undefined;
  }
  const isSecret = SECRET.test(String(issue.path?.at(-1) ?? ''));
  return `${wanted}${isSecret ? '' : describeGiven(issue.input)}`;
}

function describeWanted(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    return describeSize(issue);
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => JSON.stringify(value)).join(', ');
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${values}`;
  }
  if (issue.code === 'invalid_format') {
    return describeFormat(issue);
  }
  return issue.code === 'invalid_union' ? describeUnion(issue.errors) : undefined;
}

function describeSize(
  issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall>,
) {
  if (issue.code === 'too_big') {
    return `must be at most ${issue.maximum}`;
  }
  return issue.origin === 'string' || issue.origin === 'array'
    ? 'must not be empty'
    : `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
}

/** Patterns that have a sentence of their own keep it. */
function describeFormat({
  format,
  prefix,
}: {
  readonly format: string;
  readonly prefix?: unknown;
}) {
  switch (format) {
    case 'url':
      return 'must be a URL such as "http://127.0.0.1:4001/graphql"';
    case 'starts_with':
      return `must begin with "${String(prefix)}"`;
    default:
      return undefined;
  }
}

/** What the value may be instead, without what it was: that is said once. */
function describeUnion(branches: readonly (readonly z.core.$ZodIssue[])[]): string | undefined {
  const ways = branches.flatMap(([first]) =>
    first?.path.length === 0 ? [first.message.replace(/, not .*$/su, '')] : [],
  );
  return ways.length === 0 ? undefined : [...new Set(ways)].join(', or ');
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

function describeGiven(input: unknown): string {
  if (typeof input === 'string') {
    return WITH_PASSWORD.test(input) ? '' : `, not "${input}"`;
  }
  if (typeof input === 'number' || typeof input === 'boolean') {
    return `, not "${input}"`;
  }
  if (typeof input === 'object' && input !== null) {
    return `, not a ${Array.isArray(input) ? 'list' : 'mapping'}`;
  }
  return input === undefined ? ', and is missing' : ', not empty';
}
