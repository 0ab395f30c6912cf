const byteOf = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

/** XML as windows-1252 bytes. What that page has no byte for becomes a character reference. */
export function encodeWindows1252(xml: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    Array.from(xml, (symbol) => {
      const byte = byteOf.get(symbol);
      return byte === undefined ? [...Buffer.from(`&#${symbol.codePointAt(0)};`, 'ascii')] : [byte];
    }).flat(),
  );
}
