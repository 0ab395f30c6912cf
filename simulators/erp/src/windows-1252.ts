const byteOf = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

/** XML as windows-1252 bytes. What that page has no byte for becomes a character reference. */
export function encodeWindows1252(xml: string): Buffer {
  const bytes: number[] = [];
  for (const symbol of xml) {
    const byte = byteOf.get(symbol);
    if (byte === undefined) {
      bytes.push(...Buffer.from(`&#${symbol.codePointAt(0)};`, 'ascii'));
    } else {
      bytes.push(byte);
    }
  }
  return Buffer.from(bytes);
}

export function decodeWindows1252(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}
