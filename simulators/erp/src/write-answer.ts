import type { Behaviour } from './behaviour.ts';
import type { SoapFault } from './soap-fault.ts';
import { encodeWindows1252 } from './windows-1252.ts';
import { type Element, element, escapeText } from './xml.ts';

export const NAMESPACE = 'urn:kaufmann-erp:2003';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const DECLARATION = '<?xml version="1.0" encoding="windows-1252"?>\r\n';

/** One answer in bytes, with today's oddities. */
export function writeAnswer(answer: Element, behaviour: Behaviour): Buffer {
  const xml = `${DECLARATION}${wrap(write(answer, behaviour, NAMESPACE), behaviour)}`;
  return encodeWindows1252(behaviour.malformed ? xml.slice(0, Math.floor(xml.length * 0.7)) : xml);
}

export function writeFault({ side, code, message }: SoapFault, behaviour: Behaviour): Buffer {
  const { prefix } = behaviour;
  const detail = write(element('FEHLER', [element('CODE', code)]), behaviour, NAMESPACE);
  const fault = `<${prefix}:Fault><faultcode>${prefix}:${side}</faultcode><faultstring>${escapeText(message)}</faultstring><detail>${detail}</detail></${prefix}:Fault>`;
  return encodeWindows1252(`${DECLARATION}${wrap(fault, behaviour)}`);
}

function wrap(body: string, { prefix }: Behaviour): string {
  return `<${prefix}:Envelope xmlns:${prefix}="${SOAP}"><${prefix}:Body>${body}</${prefix}:Body></${prefix}:Envelope>`;
}

function write({ name, content }: Element, behaviour: Behaviour, namespace?: string): string {
  // With another prefix for the envelope, the elements have one as well.
  const hasPrefix = behaviour.prefix !== 'soap';
  const tag = hasPrefix ? `${behaviour.prefix}-v1:${name}` : name;
  const declares = hasPrefix ? `xmlns:${behaviour.prefix}-v1` : 'xmlns';
  const attribute = namespace === undefined ? '' : ` ${declares}="${namespace}"`;
  const inner =
    typeof content === 'string'
      ? escapeText(content)
      : arrange(content, behaviour)
          .map((child) => write(child, behaviour))
          .join('');
  return `<${tag}${attribute}>${inner}</${tag}>`;
}

const NOVEL = element('NEU_SEIT_2027', 'auf Anfrage');

function arrange(children: readonly Element[], behaviour: Behaviour): readonly Element[] {
  const all = behaviour.unknownElements ? [NOVEL, ...children] : children;
  return behaviour.reordered ? all.toReversed() : all;
}
