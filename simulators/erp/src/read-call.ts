import { SoapFault } from './soap-fault.ts';
import { decodeWindows1252 } from './windows-1252.ts';
import { type ReadElement, childrenOf, readXml, textOf } from './xml.ts';

export interface Call {
  readonly operation: string;
  readonly input: ReadElement;
  readonly correlationId: string | null;
}

/** What a SOAP envelope asks for. Throws a SoapFault when it is none. */
export function readCall(body: Buffer, contentType: string | undefined): Call {
  const envelope = readEnvelope(body, contentType);
  const input = childrenOf(envelope, 'Body')[0]?.children[0];
  if (envelope.name !== 'Envelope' || input === undefined) {
    throw new SoapFault('Client', 'UMSCHLAG', 'Kein SOAP-Umschlag mit einem Aufruf.');
  }
  const correlationId = textOf(childrenOf(envelope, 'Header')[0], 'KorrelationsId');
  return { operation: input.name, input, correlationId: correlationId || null };
}

function readEnvelope(body: Buffer, contentType = ''): ReadElement {
  const isUtf8 = /charset="?utf-8/iu.test(contentType);
  try {
    return readXml(isUtf8 ? body.toString('utf8') : decodeWindows1252(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    throw new SoapFault('Client', 'XML', `Kein wohlgeformtes XML: ${reason}`);
  }
}
