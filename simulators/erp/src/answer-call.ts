import type { IncomingMessage, ServerResponse } from 'node:http';

import { type Behaviour, type Nightly, isNight } from './behaviour.ts';
import type { Endpoints } from './operations.ts';
import type { Random } from './random.ts';
import { type Call, readCall } from './read-call.ts';
import { SoapFault } from './soap-fault.ts';
import { writeAnswer, writeFault } from './write-answer.ts';
import { writeWsdl } from './wsdl.ts';

export interface SeenCall {
  readonly operation: string;
  readonly correlationId: string | null;
  readonly at: number;
  status: number | null;
}

export interface Desk {
  readonly endpoints: Endpoints;
  readonly behaviour: () => Behaviour;
  readonly nightly: Nightly | undefined;
  readonly random: Random;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Every call since the last reset. */
  readonly seen: SeenCall[];
  running: number;
}

const MAX_BODY_BYTES = 1_000_000;

/** Answers a WSDL or a call, as the system does today. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const operations = desk.endpoints[url.pathname];
  if (operations === undefined) {
    response.writeHead(404).end();
  } else if (request.method === 'GET' && url.search.toLowerCase() === '?wsdl') {
    const wsdl = writeWsdl(`${url.origin}${url.pathname}`, Object.keys(operations));
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(wsdl);
  } else if (request.method === 'POST') {
    await answerPost(request, response, { desk, path: url.pathname });
  } else {
    response.writeHead(405, { allow: 'GET, POST' }).end();
  }
}

interface At {
  readonly desk: Desk;
  readonly path: string;
}

async function answerPost(request: IncomingMessage, response: ServerResponse, { desk, path }: At) {
  const behaviour = desk.behaviour();
  const body = await readBody(request);
  const call = tryRead(body, request.headers['content-type']);
  const seen: SeenCall = {
    operation: call instanceof SoapFault ? 'unreadable' : call.operation,
    correlationId: call instanceof SoapFault ? null : call.correlationId,
    at: desk.now(),
    status: null,
  };
  desk.seen.push(seen);
  const send = (status: number, xml?: Buffer): void => {
    seen.status = status;
    response.writeHead(status, { 'content-type': 'text/xml; charset=windows-1252' }).end(xml);
  };
  if (desk.running >= behaviour.maxParallel) {
    send(503);
    return;
  }
  desk.running += 1;
  response.once('close', () => void (desk.running -= 1));
  if (behaviour.hang) {
    return;
  }
  const [from, to] = behaviour.latencyMs;
  await desk.sleep(from + desk.random() * (to - from));
  if (desk.random() < behaviour.errorRate) {
    send(500);
    return;
  }
  const [status, xml] = perform(call, { desk, path });
  send(status, xml);
}

function perform(call: Call | SoapFault, { desk, path }: At): [number, Buffer] {
  const behaviour = desk.behaviour();
  try {
    if (behaviour.maintenance || (desk.nightly && isNight(desk.nightly, desk.now()))) {
      throw new SoapFault(
        'Server',
        'WARTUNG',
        'Nächtliche Wartung. Bitte später erneut versuchen.',
      );
    }
    if (call instanceof SoapFault) {
      throw call;
    }
    const operations = desk.endpoints[path] ?? {};
    const operation = Object.hasOwn(operations, call.operation)
      ? operations[call.operation]
      : undefined;
    if (operation === undefined) {
      throw new SoapFault('Client', 'OPERATION', `Unbekannte Operation „${call.operation}“.`);
    }
    return [200, writeAnswer(operation(call.input), behaviour)];
  } catch (error) {
    if (error instanceof SoapFault) {
      return [500, writeFault(error, behaviour)];
    }
    throw error;
  }
}

function tryRead(body: Buffer, contentType: string | undefined): Call | SoapFault {
  try {
    return readCall(body, contentType);
  } catch (error) {
    if (error instanceof SoapFault) {
      return error;
    }
    throw error;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new Error('The body is too large.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
