import { buildClientSchema, getIntrospectionQuery, isObjectType } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { compose } from './harness/compose.ts';
import { type Answer, type TestRouter, startRouter } from './harness/router.ts';
import { type TestSubgraph, startSubgraph } from './harness/subgraphs.ts';

const BOOKS = `
  type Query {
    books: [Book!] @tag(name: "open")
    findings: [Finding]
    audit: Int @tag(name: "staff")
  }
  union Finding = Book | Note
  type Mutation { audited: Int @tag(name: "staff") }
  type Note @tag(name: "staff") { text: String }
  type Book @key(fields: "id") {
    id: ID!
    title: String @tag(name: "open")
    others: [Book!]
    grams: Int @tag(name: "staff")
  }
`;
const FREIGHT = `
  type Book @key(fields: "id") {
    id: ID!
    grams: Int @external
    freight: Int @requires(fields: "grams") @tag(name: "open")
  }
`;

const book = { __typename: 'Book', id: 'b1', title: 'Emma', grams: 3, others: [] };
const booksResolvers = {
  Query: {
    books: () => [book],
    findings: () => [book, { __typename: 'Note', text: 'for staff' }],
    audit: () => 1,
  },
  Book: { __resolveReference: () => book },
};
const freightResolvers = {
  Book: { freight: ({ grams }: { grams: number }) => grams * 100 },
};

const variants = {
  open: { include: ['open'] },
  app: { exclude: ['staff'], limits: { depth: 2 }, introspection: false },
};

describe('a variant', () => {
  let subgraphs: TestSubgraph[];
  let router: TestRouter;

  beforeAll(async () => {
    subgraphs = await Promise.all([
      startSubgraph('books', { sdl: BOOKS, resolvers: booksResolvers }),
      startSubgraph('freight', { sdl: FREIGHT, resolvers: freightResolvers }),
    ]);
    const headers = { variant: 'all' };
    router = await startRouter(subgraphs, { config: { variants, headers } });
  });
  afterAll(async () => {
    await router[Symbol.asyncDispose]();
    await Promise.all(subgraphs.map((subgraph) => subgraph[Symbol.asyncDispose]()));
  });
  beforeEach(() => {
    router.lines.length = 0;
    for (const { received } of subgraphs) {
      received.length = 0;
    }
  });

  const ask = (endpoint: string, query: string): Promise<Answer> =>
    router.fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  const told = (): (string | string[] | undefined)[] =>
    subgraphs.flatMap(({ received }) => received.map(({ headers }) => headers['x-graph-variant']));

  it('answers what it shows', async () => {
    const { data, errors } = await ask('/graphql/open', '{ books { title } }');

    expect({ data, errors }).toEqual({ data: { books: [{ title: 'Emma' }] }, errors: [] });
  });

  it('does not know a field that it hides', async () => {
    const { status, errors } = await ask('/graphql/app', '{ books { grams } }');

    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message: 'Cannot query field "grams" on type "Book".',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it('does not suggest a field that it hides', async () => {
    const hidden = await ask('/graphql/app', '{ books { gram } }');
    const shown = await ask('/graphql', '{ books { gram } }');

    expect(hidden.text).not.toContain('grams');
    expect(shown.text).toContain('Did you mean \\"grams\\"?');
  });

  it('does not know a type that it hides', async () => {
    const { errors } = await ask('/graphql/app', '{ findings { ... on Note { text } } }');

    expect(errors[0]?.message).toBe('Unknown type "Note".');
  });

  it('has no mutations when it hides all of them', async () => {
    const { status, errors } = await ask('/graphql/app', 'mutation { audited }');

    expect(status).toBe(400);
    expect(errors.map(({ message }) => message)).toEqual(['There are no mutations here.']);
  });

  it('does not know a field because another variant was asked for it before', async () => {
    const query = '{ audit }';
    const before = await ask('/graphql', query);
    const { status } = await ask('/graphql/app', query);

    expect([before.data, status]).toEqual([{ audit: 1 }, 400]);
  });

  it('is planned on the whole graph, with keys and requirements that it hides', async () => {
    const { data, errors } = await ask('/graphql/open', '{ books { freight } }');

    expect({ data, errors }).toEqual({ data: { books: [{ freight: 300 }] }, errors: [] });
  });

  it('gives null for an object of a type that it hides, and does not name it', async () => {
    const { data, errors, text } = await ask('/graphql/app', '{ findings { __typename } }');

    expect(data).toEqual({ findings: [{ __typename: 'Book' }, null] });
    expect(errors).toMatchObject([{ path: ['findings', 1] }]);
    expect(text).not.toContain('Note');
  });

  it('introspects as what it shows', async () => {
    const { data } = await ask('/graphql/open', getIntrospectionQuery());
    const types = buildClientSchema(data as never).getTypeMap();
    const shown = Object.values(types)
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .map((type) => [type.name, isObjectType(type) && Object.keys(type.getFields())]);

    expect(Object.fromEntries(shown)).toEqual({ Query: ['books'], Book: ['title', 'freight'] });
  });

  it('has its own say in introspection', async () => {
    const closed = await ask('/graphql/app', '{ __schema { types { name } } }');
    const open = await ask('/graphql', '{ __schema { types { name } } }');

    expect([closed.status, open.status]).toEqual([400, 200]);
  });

  it('has limits of its own', async () => {
    const query = '{ books { others { title } } }';
    const refused = await ask('/graphql/app', query);
    const { status } = await ask('/graphql', query);

    expect([refused.errors[0]?.extensions['code'], status]).toEqual(['OPERATION_TOO_DEEP', 200]);
  });

  it('tells subgraphs its name', async () => {
    await ask('/graphql/open', '{ books { freight } }');

    expect(told()).toEqual(['open', 'open']);
  });

  it('is told to subgraphs by the name of the settings at /graphql', async () => {
    await ask('/graphql', '{ audit }');

    expect(told()).toEqual(['all']);
  });

  it('is named in the log', async () => {
    await ask('/graphql/open', '{ books { title } }');
    await ask('/graphql', '{ books { title } }');

    const lines = router.lines.filter(({ msg }) => msg === 'operation');
    expect(lines.map(({ variant }) => variant)).toEqual(['open', '']);
  });

  it.each(['/graphql/opne', '/graphql/', '/graphql/open/more', '/graphql/constructor'])(
    'is asked for by its exact name: %s is 404 and told those that there are',
    async (endpoint) => {
      const { status, errors } = await ask(endpoint, '{ books { title } }');

      expect(status).toBe(404);
      expect(errors[0]?.message).toContain('/graphql, /graphql/open, /graphql/app');
    },
  );

  it('shows the studio to whoever opens it in a browser', async () => {
    const { status, headers } = await router.fetch('/graphql/open', {
      headers: { accept: 'text/html' },
    });

    expect([status, headers.get('location')]).toEqual([303, '/?endpoint=/graphql/open']);
  });

  it('that cannot be made of a new graph leaves the last one in service', async () => {
    const broken = compose(subgraphs).replace(
      'findings: [Finding]',
      'findings(by: Int! @tag(name: "staff")): [Finding]',
    );

    await expect(router.router.load(broken)).rejects.toThrow(
      /variant "app".*Query\.findings\(by:\) is required, but hidden/su,
    );
    const { data } = await ask('/graphql/app', '{ books { title } }');
    expect(data).toEqual({ books: [{ title: 'Emma' }] });
  });
});
