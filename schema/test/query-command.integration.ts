import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { createTestFolder } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { runCommand } from './registry-desk.ts';
import { startStandInRouter } from './stand-in-router.ts';

const DATA = '{"data":{"name":"Kettle"}}';

describe('graph query', () => {
  it('prints the answer as one line of JSON where a program reads it', async () => {
    await using router = await startStandInRouter(DATA);

    const outcome = await runCommand(['query', '{ name }', '--endpoint', router.endpoint], {});

    expect(outcome).toEqual({ code: 0, stdout: `${DATA}\n`, stderr: '' });
  });

  it('asks the router at GRAPH_PORT', async () => {
    await using router = await startStandInRouter(DATA);

    await runCommand(['query', '{ name }'], { GRAPH_PORT: String(router.port) });

    expect(router.asked).toMatchObject([{ path: '/graphql', body: { query: '{ name }' } }]);
  });

  it('asks the endpoint of a variant', async () => {
    await using router = await startStandInRouter(DATA);

    const variant = ['--variant', 'web'];
    await runCommand(['query', '{ name }', '--endpoint', router.endpoint, ...variant], {});

    expect(router.asked.map((one) => one.path)).toEqual(['/graphql/web']);
  });

  it('sends a file, variables and the name of the operation', async () => {
    await using router = await startStandInRouter(DATA);
    using folder = createTestFolder();
    const file = path.join(folder.path, 'two.graphql');
    const text = 'query A($id: ID) { a(id: $id) } query B { b }';
    writeFileSync(file, text);

    const more = ['--variables', '{"id":"p1"}', '--name', 'A', '--endpoint', router.endpoint];
    await runCommand(['query', '--file', file, ...more], {});

    expect(router.asked.map(({ body }) => body)).toEqual([
      { query: text, operationName: 'A', variables: { id: 'p1' } },
    ]);
  });

  it('sends several headers, and GRAPH_USER_TOKEN as a bearer', async () => {
    await using router = await startStandInRouter(DATA);

    const headers = ['--header', 'x-locale: de', '--header=x-currency: EUR'];
    const env = { GRAPH_USER_TOKEN: 'secret-1' };
    await runCommand(['query', '{ name }', '--endpoint', router.endpoint, ...headers], env);

    expect(router.asked.map((one) => one.headers)).toMatchObject([
      { 'x-locale': 'de', 'x-currency': 'EUR', authorization: 'Bearer secret-1' },
    ]);
  });

  it('exits with 1 when the answer has errors', async () => {
    await using router = await startStandInRouter('{"data":null,"errors":[{"message":"No."}]}');

    const { code, stdout } = await runCommand(
      ['query', '{ name }', '--endpoint', router.endpoint],
      {},
    );

    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('"No."') });
  });

  it.each([
    ['no operation', [], /Which operation\? .*--file/u],
    ['an operation and a file', ['{ a }', '--file', 'x'], /Which operation/u],
    ['a file that is not there', ['--file', 'gone.graphql'], /There is no file "gone\.graphql"/u],
    ['what is no GraphQL', ['{ a'], /line 1, column 4: Syntax Error/u],
    ['variables that are no object', ['{ a }', '--variables', '[1]'], /--variables is a JSON obj/u],
    ['a header without a value', ['{ a }', '--header', 'x'], /--header 'name: value'/u],
    ['an endpoint that is no URL', ['{ a }', '--endpoint', 'router'], /"router" is no URL/u],
    ['a word too many', ['{ a }', 'b'], /What is "b" for/u],
    ['an unknown option', ['{ a }', '--varaibles', '{}'], /no option "--varaibles"/u],
    [
      'a router that is not there',
      ['{ a }', '--endpoint', 'http://127.0.0.1:1/'],
      /does not answer/u,
    ],
  ])('exits with 2 for %s', async (_, args, message) => {
    const { code, stderr } = await runCommand(['query', ...args], {});

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('exits with 2 for what is no router', async () => {
    await using router = await startStandInRouter('<html>');

    const { code, stderr } = await runCommand(
      ['query', '{ a }', '--endpoint', router.endpoint],
      {},
    );

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/is no GraphQL router/),
    });
  });

  it('says no token, whatever goes wrong', async () => {
    const env = { GRAPH_USER_TOKEN: 'secret\n1', GRAPH_PORT: '1' };

    const { code, stdout, stderr } = await runCommand(['query', '{ a }'], env);

    expect([code, stdout + stderr]).toEqual([2, expect.not.stringContaining('secret')]);
  });
});
