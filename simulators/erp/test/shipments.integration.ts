import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { type Simulator, type SimulatorOptions, startSimulator } from '#src/simulator.ts';

let folder: string;
let running: Simulator[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'erp-simulator-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one[Symbol.asyncDispose]()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ behaviour: { latencyMs: [0, 0] }, ...options });
  running.push(simulator);
  return simulator;
}

async function call({ url }: Simulator, endpoint: string, body: string) {
  const envelope = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
  const response = await fetch(`${url}/${endpoint}.asmx`, { method: 'POST', body: envelope });
  const bytes = await response.arrayBuffer();
  return { status: response.status, xml: new TextDecoder('windows-1252').decode(bytes) };
}

const book = (simulator: Simulator, reference: string, country = 'DE') =>
  call(
    simulator,
    'Shipment',
    `<CreateShipment><REFERENZ>${reference}</REFERENZ><EMPFAENGER><LAND>${country}</LAND></EMPFAENGER><POSITION><MATNR>1</MATNR><MENGE>1</MENGE></POSITION></CreateShipment>`,
  );
const numberOf = (xml: string): string => /<TRACKNR>(.*?)<\/TRACKNR>/u.exec(xml)?.[1] ?? '';
const track = async (simulator: Simulator, number: string) =>
  (await call(simulator, 'Shipment', `<TrackShipment><TRACKNR>${number}</TRACKNR></TrackShipment>`))
    .xml;

it('books once for a reference, also after a restart', async () => {
  const first = await start({ folder });
  const { xml } = await book(first, 'ord_1');
  expect(numberOf((await book(first, 'ord_1')).xml)).toBe(numberOf(xml));
  const second = await start({ folder });
  expect(numberOf((await book(second, 'ord_1')).xml)).toBe(numberOf(xml));
  expect(numberOf((await book(second, 'ord_2')).xml)).not.toBe(numberOf(xml));
});

it('books nothing for a reference that was cancelled', async () => {
  const simulator = await start();
  await call(simulator, 'Shipment', '<CancelShipment><REFERENZ>ord_1</REFERENZ></CancelShipment>');
  const { status, xml } = await book(simulator, 'ord_1');
  expect([status, xml]).toEqual([200, expect.stringContaining('<CODE>STORNIERT</CODE>')]);
});

it('moves parcels on as time goes by', async () => {
  const now = Date.parse('2026-06-15T12:00:00.000Z');
  const simulator = await start({ now: () => now });
  const number = numberOf((await book(simulator, 'ord_1')).xml);
  const statuses: (string | undefined)[] = [];
  for (const hours of [0, 2, 10, 80, 4]) {
    await fetch(`${simulator.controlUrl}/advance`, {
      method: 'POST',
      body: JSON.stringify({ hours }),
    });
    statuses.push(/<SENDUNGSSTATUS>(.*?)</u.exec(await track(simulator, number))?.[1]);
  }
  expect(statuses).toEqual(['ANGELEGT', 'ABGEHOLT', 'UNTERWEGS', 'ZUSTELLUNG', 'ZUGESTELLT']);
  expect(await track(simulator, number)).toContain(
    '<DATUM>19.06.2026</DATUM><ZEIT>12:00:00</ZEIT>',
  );
});

it.each([
  ['Shipment', '<CreateShipment><REFERENZ/></CreateShipment>', 'REFERENZ'],
  ['PriceBook', '<GetListPrice><WAERS>EUR</WAERS></GetListPrice>', 'ANZAHL'],
  ['PriceBook', '<GetListPrice><WAERS>EUR</WAERS><MATNR>12</MATNR></GetListPrice>', 'MATNR'],
  ['Freight', '<GetListPrice/>', 'OPERATION'],
  ['Freight', '<a', 'XML'],
])('answers %s %s with a fault of the caller', async (endpoint, body, code) => {
  const { status, xml } = await call(await start(), endpoint, body);
  expect(status).toBe(500);
  expect(xml).toContain('<faultcode>soap:Client</faultcode>');
  expect(xml).toContain(`<CODE>${code}</CODE>`);
});

it('takes two calls at a time and answers 503 to a third', async () => {
  const simulator = await start({ behaviour: { latencyMs: [100, 100] } });
  const calls = ['a', 'b', 'c'].map((reference) => book(simulator, reference));
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  expect(statuses).toContain(503);
  expect((await book(simulator, 'd')).status).toBe(200);
});

it.each([
  ['02:59', 200],
  ['03:00', 500],
  ['03:09', 500],
  ['03:10', 200],
])('at %s answers %i when it is maintained from 03:00 to 03:10', async (time, status) => {
  const now = () => Date.parse(`2026-06-15T${time}:30.000Z`);
  const simulator = await start({ now, nightly: { from: '03:00', until: '03:10' } });
  const answered = await book(simulator, 'ord_1');
  expect(answered.status).toBe(status);
  expect(answered.xml.includes('<CODE>WARTUNG</CODE>')).toBe(status === 500);
});

it('has a WSDL for each endpoint', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/Shipment.asmx?WSDL`);
  const wsdl = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/xml; charset=utf-8',
  ]);
  for (const operation of ['CreateShipment', 'CancelShipment', 'TrackShipment']) {
    expect(wsdl).toContain(`<wsdl:operation name="${operation}">`);
  }
  expect(wsdl).toContain(`location="${url}/Shipment.asmx"`);
  expect((await fetch(`${url}/Other.asmx?wsdl`)).status).toBe(404);
});

it('refuses behaviour that there is none of, and says what there is', async () => {
  const { controlUrl } = await start();
  const set = (body: object) =>
    fetch(`${controlUrl}/behaviour`, { method: 'POST', body: JSON.stringify(body) });
  expect((await set({ errorRate: 2 })).status).toBe(400);
  expect((await set({ lazy: true })).status).toBe(400);
  expect(await (await fetch(`${controlUrl}/nothing`)).json()).toMatchObject({
    message: expect.stringContaining('POST /behaviour'),
  });
});
