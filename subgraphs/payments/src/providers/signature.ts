import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a webhook may be: a recorded one cannot be sent again later. */
const WINDOW_MS = 300_000;

interface Signed {
  /** What is signed besides the body goes before it. */
  readonly prefix: string;
  readonly bytes: Buffer;
  readonly secret: string;
  readonly encoding: 'hex' | 'base64';
  readonly mac: string;
}

/** HMAC-SHA256, compared in constant time. */
export function isSignedBy({ prefix, bytes, secret, encoding, mac }: Signed): boolean {
  const right = createHmac('sha256', secret).update(prefix).update(bytes).digest();
  const given = Buffer.from(mac, encoding);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Both in epoch ms. */
export function isInWindow(at: number, now: number): boolean {
  return Number.isFinite(at) && Math.abs(now - at) <= WINDOW_MS;
}
