import { type XmlElement, childOf, findText, readXml } from './read-xml.ts';
import { encodeWindows1252 } from './windows-1252.ts';

/** What is sent: names with text, or with more of the same. Order counts. */
export type Content = readonly (readonly [name: string, content: string | Content])[];

export interface Envelope {
  readonly operation: string;
  readonly content: Content;
  readonly correlationId: string;
}

/** What an envelope holds. */
export type Reply =
  | { readonly status: 'answer'; readonly body: XmlElement }
  /** `Client`: the call is wrong, and stays so. `Server`: it may do better later. */
  | {
      readonly status: 'fault';
      readonly side: 'Client' | 'Server';
      readonly code: string;
      readonly message: string;
    };

export const NAMESPACE = 'urn:kaufmann-erp:2003';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A SOAP 1.1 envelope in bytes of windows-1252. */
export function writeEnvelope({ operation, content, correlationId }: Envelope) {
  const header = `<KorrelationsId xmlns="${NAMESPACE}">${escapeText(correlationId)}</KorrelationsId>`;
  const body = `<${operation} xmlns="${NAMESPACE}">${write(content)}</${operation}>`;
  return encodeWindows1252(
    `<?xml version="1.0" encoding="windows-1252"?><soap:Envelope xmlns:soap="${SOAP}"><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`,
  );
}

/** Reads an answer by local names: elements that are new, elsewhere or under another prefix do no harm. Throws for what is none. */
export function readEnvelope(bytes: Uint8Array, contentType: string | null): Reply {
  const envelope = readXml(decode(bytes, contentType));
  const body = childOf(envelope, 'Body');
  const fault = childOf(body, 'Fault');
  if (fault !== undefined) {
    return {
      status: 'fault',
      side: /client$/iu.test(findText(fault, 'faultcode') ?? '') ? 'Client' : 'Server',
      code: findText(childOf(childOf(fault, 'detail'), 'FEHLER'), 'CODE') ?? 'UNKNOWN',
      message: findText(fault, 'faultstring') ?? 'The ERP does not say what is wrong.',
    };
  }
  const answer = body?.children.find(({ name }) => name.endsWith('Response'));
  if (envelope.name !== 'Envelope' || answer === undefined) {
    throw new Error('It is no SOAP envelope with an answer.');
  }
  return { status: 'answer', body: answer };
}

/** The charset of the header counts, then that of the declaration, as RFC 7303 has it. */
function decode(bytes: Uint8Array, contentType: string | null): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared =
    /charset="?([\w-]+)/iu.exec(contentType ?? '')?.[1] ??
    /^<\?xml[^>]*encoding=["']([\w-]+)/u.exec(start)?.[1];
  return new TextDecoder(declared ?? 'utf-8', { fatal: true }).decode(bytes);
}

function write(content: Content): string {
  return content
    .map(([name, inner]) => {
      const text = typeof inner === 'string' ? escapeText(inner) : write(inner);
      return `<${name}>${text}</${name}>`;
    })
    .join('');
}

function escapeText(text: string): string {
  return (
    text
      // XML 1.0 has no place for control characters, not even as references.
      .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
