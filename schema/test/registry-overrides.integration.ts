import { describe, expect, it } from 'vitest';

import { readEvents } from './event-reader.ts';
import { openDesk } from './registry-desk.ts';
import { type TestRegistry, createTestRegistry } from './registry-fixture.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])\n';
const OLD = `${HEAD} type Query { product: Product } type Product @key(fields: "id") { id: ID! price: Int weight: Int }`;
const NEW = `${HEAD} type Product @key(fields: "id") { id: ID! price: Int @override(from: "products", label: "percent(10)") }`;

const FIELDS = 'label coordinates subgraphs percent declared setAt setBy';
const SET = `mutation ($input: OverrideSetInput!) { overrideSet(input: $input) { ${FIELDS} } }`;

async function openMoving(): Promise<TestRegistry> {
  const registry = await createTestRegistry();
  await registry.publish({ products: OLD, freight: NEW });
  return registry;
}

describe('an override with a label', () => {
  it('is listed with the fields that it moves, and how far', async () => {
    await using registry = await openMoving();

    const { data } = await registry.ask(`{ overrides { ${FIELDS} } }`);

    expect(data.overrides).toEqual([
      {
        label: 'percent(10)',
        coordinates: ['Product.price'],
        subgraphs: ['freight'],
        percent: 10,
        declared: 10,
        setAt: null,
        setBy: null,
      },
    ]);
  });

  it.each(['percent(10)', 'Product.price'])('is set by %s without a publish', async (label) => {
    await using registry = await openMoving();

    const { data } = await registry.ask(SET, { input: { label, percent: 25 } });

    expect(data.overrideSet).toMatchObject({ percent: 25, declared: 10, setBy: 'graph' });
    const { data: after } = await registry.ask('{ active { number } overrides { percent } }');
    expect(after).toEqual({ active: { number: 1 }, overrides: [{ percent: 25 }] });
  });

  it('tells routers, on connect and whenever it changes', async () => {
    await using registry = await openMoving();
    await registry.ask(SET, { input: { label: 'percent(10)', percent: 25 } });
    await using events = await readEvents(registry);
    expect((await events.next('overrides')).data).toEqual({ 'percent(10)': 25 });

    await registry.ask(SET, { input: { label: 'percent(10)', percent: null } });

    expect((await events.next('overrides')).data).toEqual({});
  });

  it('is told by another process on the same file', async () => {
    await using registry = await openMoving();
    await using other = await createTestRegistry({ db: registry.db });
    await using events = await readEvents(other);
    await events.next('overrides');

    await registry.ask(SET, { input: { label: 'percent(10)', percent: 1 } });

    expect((await events.next('overrides')).data).toEqual({ 'percent(10)': 1 });
  });

  it('is in the audit log', async () => {
    await using registry = await openMoving();
    await registry.ask(SET, { input: { label: 'percent(10)', percent: 25, reason: 'first' } });

    const { data } = await registry.ask(
      '{ audit(first: 1) { actor action subject outcome detail } }',
    );

    expect(data.audit).toEqual([
      {
        actor: 'graph',
        action: 'set the override',
        subject: 'percent(10)',
        outcome: 'DONE',
        detail: '25 of 100 requests: first',
      },
    ]);
  });

  it('is moved by the team that takes the field over, and by no other', async () => {
    await using registry = await openMoving();
    const input = { label: 'percent(10)', percent: 50 };

    const { errors } = await registry.ask(SET, { input }, { as: 'products' });
    const { data } = await registry.ask(SET, { input }, { as: 'freight' });

    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('may not move fields to "freight"') as string,
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expect(data.overrideSet).toMatchObject({ percent: 50, setBy: 'freight' });
  });

  it.each([
    [{ label: 'percent(10)', percent: 101 }, 'VALIDATION', /percent/u],
    [{ label: 'percent(10)', percent: -1 }, 'VALIDATION', /percent/u],
    [{ label: 'Product.prize', percent: 1 }, 'NOT_FOUND', /Did you mean "Product.price"/u],
    [{ label: 'x', percent: 1 }, 'NOT_FOUND', /There are "percent\(10\)", "Product.price"/u],
  ])('refuses %j and changes nothing', async (input, code, message) => {
    await using registry = await openMoving();

    const { errors } = await registry.ask(SET, { input });

    expect(errors).toMatchObject([
      { message: expect.stringMatching(message) as string, extensions: { code } },
    ]);
    expect((await registry.ask('{ overrides { percent } }')).data.overrides).toEqual([
      { percent: 10 },
    ]);
  });
});

describe('graph override', () => {
  it('lists, sets and resets', async () => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: OLD, freight: NEW });

    const set = await desk.graph(['override', 'Product.price', '25', '--reason', 'first']);
    const listed = await desk.graph(['override', '--format', 'json']);
    const reset = await desk.graph(['override', 'percent(10)', '--reset']);

    expect(set).toEqual({
      code: 0,
      stdout: 'Product.price: freight answers 25 of 100 requests.\n',
      stderr: '',
    });
    expect(JSON.parse(listed.stdout)).toMatchObject([{ label: 'percent(10)', percent: 25 }]);
    expect(reset.stdout).toBe('Product.price: freight answers 10 of 100 requests.\n');
    const { stdout } = await desk.graph(['override']);
    expect(stdout).toMatch(/percent\(10\) +10 +Product\.price +freight +by the label/u);
  });

  it.each([
    [['override', 'Product.price'], /Say a number from 0 to 100/u],
    [['override', 'Product.price', 'many'], /"many" is no number from 0 to 100/u],
    [['override', 'Product.price', '25', '--reset'], /Say a number from 0 to 100/u],
  ])('refuses %j', async (args, message) => {
    await using desk = await openDesk();
    await desk.registry.publish({ products: OLD, freight: NEW });

    const { code, stderr } = await desk.graph(args);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
