import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS, createProject, runGraph } from './build-project.ts';
import { openDesk, runCommand } from './registry-desk.ts';
import { ownKeyOf } from './registry-fixture.ts';
import { startStandInRouter } from './stand-in-router.ts';

const SDLS = { products: PRODUCTS, freight: FREIGHT };
const READY = '{"status":"ready"}';

interface Found {
  readonly status: string;
  readonly about: string;
  readonly message: string;
  readonly remedy?: string;
}

/** A project whose registry is real and whose other processes only say that they are ready. */
async function openScene(answer = READY) {
  const project = createProject(SDLS);
  await runGraph('compose', '--root', project.root);
  const desk = await openDesk();
  const processes = await startStandInRouter(answer);
  const base = `http://127.0.0.1:${processes.port}`;
  const env = {
    GRAPH_PORT: String(processes.port),
    SERVICE_URLS: JSON.stringify({ products: base, freight: base }),
  };
  const diagnose = async (more: Readonly<Record<string, string>> = {}) => {
    const call = ['doctor', '--root', project.root, '--format', 'json'];
    const { code, stdout } = await desk.graph(call, { ...env, ...more });
    const { outcome, settings, findings } = JSON.parse(stdout) as {
      outcome: string;
      settings: { name: string; value: string; from: string }[];
      findings: Found[];
    };
    const find = (about: string) => findings.filter((finding) => finding.about === about);
    return { code, stdout, outcome, settings, findings, find };
  };
  return {
    project,
    desk,
    env,
    diagnose,
    async [Symbol.asyncDispose]() {
      await processes[Symbol.asyncDispose]();
      await desk[Symbol.asyncDispose]();
      project[Symbol.dispose]();
    },
  };
}

describe('graph doctor', () => {
  it('finds nothing wrong with a graph that runs what is active', async () => {
    await using scene = await openScene();
    await scene.desk.registry.publish(SDLS);
    await scene.desk.registry.register('p-1', 'products', PRODUCTS);
    await scene.desk.registry.register('f-1', 'freight', FREIGHT);

    const { code, outcome, findings } = await scene.diagnose();

    const problems = findings.filter(({ status }) => status === 'problem');
    expect({ code, outcome, problems }).toEqual({ code: 0, outcome: 'passed', problems: [] });
  });

  it('says of each setting where it came from', async () => {
    await using scene = await openScene();

    const { settings } = await scene.diagnose();

    expect(settings).toEqual(
      expect.arrayContaining([
        { name: 'graph port', value: scene.env.GRAPH_PORT, from: 'variable GRAPH_PORT' },
        { name: 'registry', value: scene.desk.registry.url, from: 'variable GRAPH_REGISTRY' },
        { name: 'data folder', value: path.join(scene.project.root, '.data'), from: 'default' },
      ]),
    );
  });

  it('says of secrets only that they are there', async () => {
    await using scene = await openScene();

    const { settings, stdout } = await scene.diagnose({ GRAPH_USER_TOKEN: 'secret-of-a-user' });

    expect([
      settings.filter(({ name }) => name === 'SIGNING_KEY').map(({ value }) => value),
      stdout.includes(ownKeyOf('graph')) || stdout.includes('secret-of-a-user'),
    ]).toEqual([['present'], false]);
  });

  it('finds an instance that serves another schema than the active one', async () => {
    await using scene = await openScene();
    await scene.desk.registry.publish(SDLS);
    await scene.desk.registry.register('p-1', 'products', `${PRODUCTS}# other`);

    const { code, find } = await scene.diagnose();

    expect([code, find('active products')]).toEqual([
      1,
      [expect.objectContaining({ status: 'problem', remedy: expect.stringMatching(/publish/u) })],
    ]);
  });

  it('notes a schema of the project that is not what is active', async () => {
    await using scene = await openScene();
    await scene.desk.registry.publish({ ...SDLS, products: `${PRODUCTS}# older` });

    const { find } = await scene.diagnose();

    expect(find('active products').map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/subgraphs\/products\/schema\.graphql is not what is active/u),
    );
  });

  it('finds stale artefacts', async () => {
    await using scene = await openScene();
    writeFileSync(path.join(scene.project.root, 'schema/api.graphql'), 'type Query { old: Int }\n');

    const { code, find } = await scene.diagnose();

    expect([code, find('schemas')]).toEqual([
      1,
      [expect.objectContaining({ message: 'schema/api.graphql is stale.' })],
    ]);
  });

  it('finds schemas that do not compose', async () => {
    await using scene = await openScene();
    const file = path.join(scene.project.root, 'subgraphs/freight/schema.graphql');
    writeFileSync(file, FREIGHT.replace('fields: "weight"', 'fields: "wieght"'));

    const { find } = await scene.diagnose();

    expect(find('schemas')).toMatchObject([{ message: 'They do not compose: 1 fault.' }]);
  });

  it('finds a port that a stranger holds', async () => {
    await using scene = await openScene('<html>');

    const { find } = await scene.diagnose();

    expect(find('router')).toMatchObject([
      { status: 'problem', message: expect.stringMatching(/none of ours \(HTTP 200\)/u) },
    ]);
  });

  it('finds keys that others may read', async () => {
    await using scene = await openScene();
    const file = path.join(scene.project.root, 'keys.json');
    writeFileSync(file, JSON.stringify({ graph: ownKeyOf('graph') }));
    chmodSync(file, 0o644);

    const { find } = await scene.diagnose({ DATA_DIR: scene.project.root });

    expect(find('keys')).toMatchObject([{ status: 'problem', remedy: `chmod 600 ${file}` }]);
  });

  it('goes on with the defaults where a setting is wrong, and says so', async () => {
    await using scene = await openScene();

    const { find } = await scene.diagnose({ GRAPH_PORT: 'many', GRAPH_REGISTRY: 'there' });

    expect([...find('GRAPH_PORT'), ...find('GRAPH_REGISTRY')]).toMatchObject([
      { message: '"many" is no port.' },
      { message: '"there" is no URL.' },
    ]);
  });

  it('says for people what to do when nothing runs', async () => {
    using project = createProject(SDLS);

    const outcome = await runCommand(['doctor', '--root', project.root], { GRAPH_PORT: '1' });

    expect(outcome).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/registry, router, freight, products: Start the graph with/u),
    });
  });
});
