import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS, createProject, runGraph } from './build-project.ts';

const COMPLETE = { products: PRODUCTS, freight: FREIGHT };

describe('graph compose', () => {
  it('writes the supergraph with the address of every subgraph', async () => {
    using project = createProject(COMPLETE);

    await runGraph('compose', '--root', project.root);

    const supergraph = readFileSync(join(project.root, 'schema/supergraph.graphql'), 'utf8');
    expect(supergraph).toContain(
      '@join__graph(name: "freight", url: "http://127.0.0.1:4002/graphql")',
    );
  });

  it('exits with 1 and writes nothing when the schema is at fault', async () => {
    using project = createProject({ freight: FREIGHT });

    const { code, output } = await runGraph('compose', '--root', project.root);

    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringMatching(/nothing was written/),
    });
  });
});

describe('graph compose --format', () => {
  const clash = { products: PRODUCTS, freight: FREIGHT.replace('weight: Int', 'weight: String') };

  it('json says the faults on stdout', async () => {
    using project = createProject(clash);

    const { stdout } = await runGraph('compose', '--format', 'json', '--root', project.root);

    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'failed',
      faults: [{ code: 'EXTERNAL_TYPE_MISMATCH' }],
    });
  });

  it('github annotates the file that is stale', async () => {
    using project = createProject(COMPLETE);
    await runGraph('compose', '--root', project.root);
    const api = join(project.root, 'schema/api.graphql');
    writeFileSync(api, readFileSync(api, 'utf8').replace('freight: Int', 'freight: Float'));

    const args = ['compose', '--check', '--format', 'github', '--root', project.root];
    const { stdout } = await runGraph(...args);

    expect(stdout).toMatch(/^::error file=schema\/api\.graphql,line=6,/);
  });

  it('text has no colour in a pipe', async () => {
    using project = createProject(clash);

    const { output } = await runGraph('compose', '--root', project.root);

    expect(output).toBe(stripVTControlCharacters(output));
  });

  it('shows what is against the house rules, and composes', async () => {
    using project = createProject({
      ...COMPLETE,
      freight: FREIGHT.replace('freight: Int', 'freight: Int!'),
    });

    const { code, output } = await runGraph('compose', '--root', project.root);

    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('CONTRIBUTED_FIELD_NON_NULL: "Product.freight"'),
    });
  });
});

describe('graph compose --check', () => {
  it('exits with 0 right after composing', async () => {
    using project = createProject(COMPLETE);
    await runGraph('compose', '--root', project.root);

    expect(await runGraph('compose', '--check', '--root', project.root)).toMatchObject({ code: 0 });
  });

  it('exits with 1 and shows the first lines that differ in a stale file', async () => {
    using project = createProject(COMPLETE);
    await runGraph('compose', '--root', project.root);
    const api = join(project.root, 'schema/api.graphql');
    writeFileSync(api, readFileSync(api, 'utf8').replace('freight: Int', 'freight: Float'));

    const { code, output } = await runGraph('compose', '--check', '--root', project.root);

    expect(code).toBe(1);
    expect(output).toMatch(
      /^ARTEFACT_STALE: schema\/api\.graphql is stale\.\n@@ line \d+ @@\n-   freight: Float$/m,
    );
  });

  it('leaves a stale file as it is', async () => {
    using project = createProject(COMPLETE);
    const api = join(project.root, 'schema/api.graphql');
    writeFileSync(api, 'by hand');

    await runGraph('compose', '--check', '--root', project.root);

    expect(readFileSync(api, 'utf8')).toBe('by hand');
  });
});

describe('a wrong call', () => {
  it.each([
    { args: [], says: 'Which command?' },
    { args: ['compse'], says: 'There is no command "compse".' },
    { args: ['compose', '--format', 'xml'], says: 'There is no format "xml"' },
    { args: ['compose', '--chek'], says: 'There is no option "--chek".' },
    { args: ['compose', '--root', '/nowhere'], says: 'no such file or directory' },
  ])('exits with 2: graph $args', async ({ args, says }) => {
    expect(await runGraph(...args)).toMatchObject({
      code: 2,
      output: expect.stringContaining(says),
    });
  });
});
