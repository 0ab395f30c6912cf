import { type ScryptOptions, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

import { ClientError } from '@supergraph/kit/errors';

export interface Hasher {
  /** A salted hash that says how it was made. */
  hash(password: string): Promise<string>;
  /** Whether the password has this hash. Without a hash it does the same work and answers false. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

export interface HasherOptions {
  /** Base-2 logarithm of scrypt's N; with r = 8 each running hash takes 2^(logN + 10) bytes. */
  readonly logN: number;
  readonly p: number;
  /** How many hashes run at once; the others wait. */
  readonly concurrency: number;
  /** How many may wait before callers are refused. */
  readonly maxWaiting: number;
}

// OWASP's row for 32 MiB: about 0.2 s on a small core, and two at a time leave room for everything else.
const DEFAULTS: HasherOptions = { logN: 15, p: 3, concurrency: 2, maxWaiting: 100 };
const R = 8;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const STORED_FORM = /^scrypt\$(\d{1,2})\$8\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/u;

/** Passwords by scrypt, off the event loop and a bounded number at a time. */
export function createHasher(options: Partial<HasherOptions> = {}): Hasher {
  const { logN, p, concurrency, maxWaiting } = { ...DEFAULTS, ...options };
  const enter = createGate(concurrency, maxWaiting);

  return {
    hash: (password) =>
      enter(async () => {
        const salt = randomBytes(SALT_BYTES);
        const key = await deriveKey(password, salt, { logN, p });
        return ['scrypt', logN, R, p, salt.toString('base64url'), key.toString('base64url')].join(
          '$',
        );
      }),
    verify: (password, stored) =>
      enter(async () => {
        const [, storedLogN, storedP, salt, expected] = STORED_FORM.exec(stored ?? '') ?? [];
        if (salt === undefined || expected === undefined) {
          await deriveKey(password, randomBytes(SALT_BYTES), { logN, p });
          return false;
        }
        const cost = { logN: Number(storedLogN), p: Number(storedP) };
        const key = await deriveKey(password, Buffer.from(salt, 'base64url'), cost);
        return timingSafeEqual(key, Buffer.from(expected, 'base64url'));
      }),
  };
}

function deriveKey(
  password: string,
  salt: Buffer,
  { logN, p }: Pick<HasherOptions, 'logN' | 'p'>,
): Promise<Buffer> {
  const N = 2 ** logN;
  const options: ScryptOptions = { N, r: R, p, maxmem: 256 * N * R };
  return new Promise((resolve, reject) => {
    // The same password typed on another keyboard may be composed of other code points.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function createGate(
  concurrency: number,
  maxWaiting: number,
): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running >= concurrency) {
      if (waiting.length >= maxWaiting) {
        throw new ClientError('RATE_LIMITED', 'Too many sign-ins at once.', { retryAfterMs: 1000 });
      }
      // Whoever leaves hands its place on, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        running -= 1;
      } else {
        next();
      }
    }
  };
}
