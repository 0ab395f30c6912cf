import { buildClaims, createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { subgraph } from '#src/subgraph.ts';

const WRITER = { claims: buildClaims({ scopes: ['samples:write'] }) };
const UPSERT = `mutation ($input: SampleUpsertInput!) {
  sampleUpsert(input: $input) { sample { id version name } errors { __typename ... on UserError { path } } }
}`;

let lastKey = 0;

async function createSamples() {
  const service = await createTestService(subgraph);
  return Object.assign(service, {
    async upsert(input: object) {
      const variables = { input: { idempotencyKey: `test-key-${++lastKey}`, ...input } };
      const { data, errors } = await service.execute(UPSERT, variables, WRITER);
      expect(errors).toBeUndefined();
      return data.sampleUpsert;
    },
  });
}

describe('sampleUpsert', () => {
  it('creates what can be read by its id', async () => {
    await using service = await createSamples();
    const { sample } = await service.upsert({ name: 'First' });
    const { data } = await service.execute('query ($id: ID!) { sample(id: $id) { name } }', sample);
    expect(data).toEqual({ sample: { name: 'First' } });
  });

  it('changes the one with the given id', async () => {
    await using service = await createSamples();
    const { sample } = await service.upsert({ name: 'First' });
    const changed = await service.upsert({ id: sample.id, expectedVersion: 1, name: 'Second' });
    expect(changed).toEqual({ sample: { ...sample, version: 2, name: 'Second' }, errors: [] });
  });

  it('writes once for one idempotency key', async () => {
    await using service = await createSamples();
    const input = { idempotencyKey: 'once-and-no-more', name: 'First' };
    expect(await service.upsert(input)).toEqual(await service.upsert(input));
  });

  it.each([
    ['a name of spaces', { name: ' ' }, 'ValidationError', 'name'],
    ['an id that is not there', { id: 'gone', name: 'First' }, 'NotFoundError', 'id'],
  ])('refuses %s', async (_, input, type, field) => {
    await using service = await createSamples();
    expect(await service.upsert(input)).toEqual({
      sample: null,
      errors: [{ __typename: type, path: [field] }],
    });
  });

  it('refuses a version that somebody else has changed', async () => {
    await using service = await createSamples();
    const { sample } = await service.upsert({ name: 'First' });
    const { errors } = await service.upsert({ id: sample.id, expectedVersion: 7, name: 'Second' });
    expect(errors).toEqual([{ __typename: 'ConflictError', path: ['expectedVersion'] }]);
  });

  it('tells others', async () => {
    await using service = await createSamples();
    const { sample } = await service.upsert({ name: 'First' });
    expect(await service.published()).toEqual([
      {
        type: 'samples.sample.upserted',
        key: sample.id,
        data: { sampleId: sample.id, version: 1, name: 'First' },
      },
    ]);
  });

  it('is not for everybody', async () => {
    await using service = await createSamples();
    const input = { idempotencyKey: 'not-for-everybody', name: 'First' };
    const { errors } = await service.execute(UPSERT, { input });
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('a reference', () => {
  it('runs as many statements for many as for one', async () => {
    await using service = await createSamples();
    const query = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on Sample { name } } }`;
    const count = (ids: readonly string[]) =>
      service.countStatements(() =>
        service.execute(query, { all: ids.map((id) => ({ __typename: 'Sample', id })) }),
      );
    await count(['a']);
    expect(await count(['a', 'b', 'c'])).toBe(await count(['a']));
  });

  it('to what is not there is null', async () => {
    await using service = await createSamples();
    const { data } = await service.execute(
      `query ($all: [_Any!]!) { _entities(representations: $all) { ... on Sample { name } } }`,
      { all: [{ __typename: 'Sample', id: 'gone' }] },
    );
    expect(data).toEqual({ _entities: [null] });
  });
});
