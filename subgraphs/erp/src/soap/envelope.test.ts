import { describe, expect, it } from 'vitest';

import { readEnvelope, writeEnvelope } from './envelope.ts';
import { getText } from './read-xml.ts';

const envelope = (body: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const read = (xml: string, contentType: string | null = 'text/xml; charset=utf-8') =>
  readEnvelope(Buffer.from(xml, 'utf8'), contentType);

describe('what is read', () => {
  it('is found by local names, whatever else there is', () => {
    const reply = read(
      envelope(
        '<x:New xmlns:x="u:1"><A>0</A></x:New><y:GetResponse xmlns:y="u:2"><Z/><y:A>1</y:A></y:GetResponse>',
      ),
    );
    expect(reply.status === 'answer' && getText(reply.body, 'A')).toBe('1');
  });

  it('takes the charset of the declaration where the header has none', () => {
    const xml = `<?xml version="1.0" encoding="windows-1252"?>${envelope('<GetResponse><A>Köln “Süd” €</A></GetResponse>')}`;
    const bytes = Uint8Array.from(
      xml,
      (symbol) => ({ '“': 0x93, '”': 0x94, '€': 0x80 })[symbol] ?? symbol.codePointAt(0) ?? 0,
    );
    const reply = readEnvelope(bytes, 'text/xml');
    expect(reply.status === 'answer' && getText(reply.body, 'A')).toBe('Köln “Süd” €');
  });

  it('is a fault, of the caller or of the ERP', () => {
    const fault = (side: string) =>
      read(
        envelope(
          `<s:Fault><faultcode>s:${side}</faultcode><faultstring>no</faultstring></s:Fault>`,
        ),
      );
    expect([fault('Client'), fault('Server'), fault('Odd')]).toMatchObject([
      { status: 'fault', side: 'Client', message: 'no' },
      { side: 'Server' },
      { side: 'Server' },
    ]);
  });

  it.each([
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '&x;',
      'document type',
    ],
    [
      'a billion laughs',
      '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
      '&b;',
      'document type',
    ],
    ['an external DTD', '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">', '', 'document type'],
    ['an entity that XML does not have', '', '&uuml;', 'Invalid character entity'],
    ['a depth without end', '', '<a>'.repeat(60), 'in each other'],
    ['an element that does not end', '', '<a>', 'Unexpected close tag'],
    ['two roots', '', '</A></GetResponse></s:Body></s:Envelope><b/>', 'Unmatched closing tag'],
  ])('is refused with %s', (_, prolog, content, message) => {
    const xml = prolog + envelope(`<GetResponse><A>${content}</A></GetResponse>`);
    expect(() => read(xml)).toThrow(message);
  });

  it.each([
    ['', 'no element'],
    ['no xml', 'Non-whitespace before first tag'],
    ['<html/>', 'no SOAP envelope'],
    [envelope(''), 'no SOAP envelope'],
    [envelope('<Get/>'), 'no SOAP envelope'],
  ])('is refused when it is %j', (xml, message) => {
    expect(() => read(xml)).toThrow(message);
  });

  it('is refused in bytes that the charset does not have', () => {
    expect(() => readEnvelope(Uint8Array.of(0x3c, 0xff), 'text/xml; charset=utf-8')).toThrow(
      'not valid',
    );
  });
});

it('writes what windows-1252 has no byte for as references, and leaves out what XML has no place for', () => {
  const bytes = writeEnvelope({
    operation: 'Get',
    correlationId: 'T1',
    content: [['NAME', 'Łukasz <Süß> & Co\u0000 😀']],
  });
  const xml = new TextDecoder('windows-1252').decode(bytes);
  expect(xml).toContain('<NAME>&#321;ukasz &lt;Süß&gt; &amp; Co &#128512;</NAME>');
  expect(xml).toContain('<KorrelationsId xmlns="urn:kaufmann-erp:2003">T1</KorrelationsId>');
});
