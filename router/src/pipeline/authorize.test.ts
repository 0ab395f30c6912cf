import { Kind, buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { authShape } from '#src/config/auth.ts';
import { compileAuthorization } from '#src/supergraph/requirements/compile-authorization.ts';
import { OperationAuthorization } from '#src/supergraph/requirements/operation-authorization.ts';
import { readRequirements } from '#src/supergraph/requirements/read-requirements.ts';

import { type AuthorizeDeps, type Refusal, createAuthorize } from './authorize.ts';
import { PipelineError } from './errors.ts';
import type { Claims } from './facts.ts';

const SUPERGRAPH = `
  schema
    @link(url: "https://specs.apollo.dev/authenticated/v0.1")
    @link(url: "https://specs.apollo.dev/requiresScopes/v0.1")
    @link(url: "https://specs.apollo.dev/policy/v0.1")
  { query: Query }
  type Query {
    open: String
    me: User @authenticated
    users: [User!]
    node: Node
    ruled: Int @policy(policies: [["p"], ["q", "r"]])
  }
  type User implements Node {
    id: ID
    name: String
    email: String @requiresScopes(scopes: [["read:email", "user"], ["admin"]])
    boss: User @authenticated
  }
  type Secret implements Node @authenticated { id: ID }
  interface Node { id: ID }`;

const schema = buildSchema(SUPERGRAPH, { assumeValidSDL: true });
const requirements = readRequirements(parse(SUPERGRAPH));

function compile(query: string): OperationAuthorization {
  const { definitions } = parse(query);
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  if (operation === undefined) {
    throw new Error('There is no operation.');
  }
  const source = {
    operation,
    fragments: new Map(fragments.map((one) => [one.name.value, one])),
  };
  return new OperationAuthorization(compileAuthorization(source, schema, requirements));
}

interface Case extends AuthorizeDeps {
  readonly claims?: Claims;
  readonly variables?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
}

function ask(query: string, { claims, variables = {}, config = {}, ...deps }: Case = {}) {
  const authorize = createAuthorize(authShape.parse(config), deps);
  return authorize(compile(query), claims ?? null, variables);
}

async function refuse(query: string, more?: Case): Promise<Refusal> {
  const refusal = await ask(query, more);
  if (refusal === undefined) {
    throw new Error('Nothing was refused.');
  }
  return refusal;
}

async function pathsOf(query: string, more?: Case): Promise<string[]> {
  const { errors } = await refuse(query, more);
  return errors.map(({ path }) => path?.join('.') ?? '');
}

describe('an operation', () => {
  it('that needs nothing is open', () => {
    expect(compile('{ open users { name } }').isOpen).toBe(true);
  });

  it('is allowed to who has everything', () => {
    expect(ask('{ me { email } }', { claims: { scopes: ['admin'] } })).toBeUndefined();
  });

  it('is decided without waiting when no policy has to be asked for', () => {
    expect(ask('{ me { name } }')).not.toBeInstanceOf(Promise);
  });
});

describe('without claims', () => {
  it('a field that needs some is denied with UNAUTHENTICATED', async () => {
    const { denial, errors } = await refuse('{ open me { name } }');

    expect(denial.isDenied('Query', 'me')).toBe(true);
    expect(denial.isDenied('Query', 'open')).toBe(false);
    expect(errors).toEqual([
      {
        message: 'Sign in to select "Query.me".',
        path: ['me'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
  });

  it('what a denied field selects is not named again', async () => {
    expect(await pathsOf('{ me { boss { boss { email } } } }')).toEqual(['me']);
  });
});

describe('with claims that do not suffice', () => {
  it('the missing part of each alternative is named, and nothing else', async () => {
    const { errors } = await refuse('{ users { email } }', { claims: { scopes: ['user'] } });

    expect(errors).toEqual([
      {
        message: 'You may not select "User.email".',
        path: ['users', 'email'],
        extensions: {
          code: 'UNAUTHORIZED_FIELD_OR_TYPE',
          missingScopes: [['admin'], ['read:email']],
        },
      },
    ]);
  });

  it('the path has the names of the response', async () => {
    expect(await pathsOf('{ all: users { mail: email } }', { claims: {} })).toEqual(['all.mail']);
  });

  it('every selection of a denied field is named, through fragments too', async () => {
    const query =
      '{ users { ...F } me { ...F ... { x: email } } } fragment F on User { name email }';

    expect(await pathsOf(query, { claims: {} })).toEqual(['users.email', 'me.email', 'me.x']);
  });

  it('a selection that is skipped is not named', async () => {
    const query = `query ($no: Boolean!) {
      users { email @include(if: $no) ... @skip(if: true) { mail: email } other: email }
    }`;

    expect(await pathsOf(query, { claims: {}, variables: { no: false } })).toEqual(['users.other']);
  });
});

describe('an interface', () => {
  it('denies a field that any implementation denies', async () => {
    expect(await pathsOf('{ node { id } }')).toEqual(['node.id']);
  });

  it('allows the field of an implementation that is named', () => {
    expect(ask('{ node { ... on User { id } } }')).toBeUndefined();
  });

  it('allows __typename, of a secured implementation too', () => {
    expect(ask('{ node { __typename ... on Secret { __typename } } }')).toBeUndefined();
  });

  it('denies the fields of a secured implementation that is named', async () => {
    expect(await pathsOf('{ node { ... on Secret { id } } }')).toEqual(['node.id']);
  });
});

describe('keys of denials', () => {
  const query = '{ me { email } ruled }';

  it('are equal for callers who are denied the same', async () => {
    const one = await refuse(query, { claims: { scopes: ['a'] } });
    const other = await refuse(query, { claims: { scopes: ['b'] } });

    expect(one.denial.key).toBe(other.denial.key);
  });

  it('differ for callers who are denied different things', async () => {
    const one = await refuse(query);
    const other = await refuse(query, { claims: { scopes: ['admin'] } });

    expect(one.denial.key).not.toBe(other.denial.key);
  });
});

describe('scopes', () => {
  it.each<[string, Claims, object]>([
    ['of the claim "scopes", a list', { scopes: ['admin'] }, {}],
    ['of the claim "scope", a text', { scope: 'other admin' }, {}],
    ['of the configured claim', { scp: ['admin'] }, { claims: ['scp'], scopesClaim: 'scp' }],
  ])('are those %s', (_name, claims, config) => {
    expect(ask('{ users { email } }', { claims, config: { ...config } })).toBeUndefined();
  });

  it('of a claim that is neither list nor text are none', async () => {
    const claims = { scopes: { admin: true } };

    expect(await pathsOf('{ users { email } }', { claims })).toEqual(['users.email']);
  });
});

describe('a policy', () => {
  const policies = { p: { claim: 'roles', contains: 'boss' }, r: { claim: 'sub', equals: 'x' } };

  it('that nobody knows is denied and named', async () => {
    const { errors } = await refuse('{ ruled }', { claims: { roles: ['boss'] } });

    expect(errors[0]?.extensions).toEqual({
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      missingPolicies: [['p'], ['q', 'r']],
    });
  });

  it('is read from a claim', () => {
    expect(ask('{ ruled }', { claims: { roles: ['boss'] }, config: { policies } })).toBeUndefined();
  });

  it('of a claim with another value is denied', async () => {
    const claims = { roles: ['bosses'], sub: 'x' };

    const { errors } = await refuse('{ ruled }', { claims, config: { policies } });

    expect(errors[0]?.extensions?.['missingPolicies']).toEqual([['p'], ['q']]);
  });

  it('that the configuration does not know is asked of the hook', async () => {
    const asked: (readonly string[])[] = [];
    const evaluatePolicies = (names: readonly string[]): ReadonlySet<string> => {
      asked.push(names);
      return new Set(['q', 'p']);
    };
    const claims = { sub: 'x' };

    const refusal = await ask('{ ruled }', { claims, config: { policies }, evaluatePolicies });

    expect(refusal).toBeUndefined();
    expect(asked).toEqual([['q']]);
  });

  it('that the configuration denies is not allowed by the hook', async () => {
    const evaluatePolicies = (): ReadonlySet<string> => new Set(['p']);
    const config = { policies };

    expect(await pathsOf('{ ruled }', { claims: {}, config, evaluatePolicies })).toEqual(['ruled']);
  });
});

describe('with rejectUnauthorized', () => {
  const config = { rejectUnauthorized: true };
  const refuseAll = (query: string, more: Case): PipelineError => {
    try {
      void ask(query, { ...more, config });
    } catch (error) {
      if (error instanceof PipelineError) {
        return error;
      }
    }
    throw new Error('Nothing was refused.');
  };

  it('the operation is refused with 401 and a challenge when there are no claims', () => {
    const { status, code, headers } = refuseAll('{ open me { name } }', {});

    expect({ status, code, headers }).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
      headers: { 'www-authenticate': 'Bearer' },
    });
  });

  it('the operation is refused with 403 when the claims do not suffice', () => {
    const { status, code } = refuseAll('{ users { email } }', { claims: {} });

    expect({ status, code }).toEqual({ status: 403, code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
  });

  it('the operation runs when all that is denied is skipped', () => {
    expect(ask('{ open me @skip(if: true) { name } }', { config })).toMatchObject({ errors: [] });
  });
});

it('refuses a configuration that reads a claim which it does not take from tokens', () => {
  const { error } = authShape.safeParse({ policies: { p: { claim: 'tier', equals: 1 } } });

  expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['policies', 'p', 'claim'], '"tier" must stand in auth.claims'],
  ]);
});
