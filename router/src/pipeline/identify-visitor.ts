import type { VisitorConfig } from '#src/config/client.ts';

import type { Visitor } from './facts.ts';
import { type RouterRequest, readCookie, readHeader } from './http-message.ts';

export interface IdentifyVisitorOptions {
  readonly config: VisitorConfig;
  readonly newId: (prefix: string) => string;
  /** Whether the cookie is for HTTPS alone, unless the configuration decides it. */
  readonly isProduction: boolean;
}

const VISITOR_ID = /^[\w-]{8,64}$/u;

const NOBODY: Visitor = { id: undefined, cookie: undefined };

/** The id that ties the requests of one anonymous browser or device together; minted when the client has none. */
export function identifyVisitor(
  { headers }: RouterRequest,
  options: IdentifyVisitorOptions,
): Visitor {
  const { config, newId, isProduction } = options;
  if (!config.enabled) {
    return NOBODY;
  }
  const known = [readHeader(headers, config.header), readCookie(headers, config.cookie)].find(
    (id) => id !== undefined && VISITOR_ID.test(id),
  );
  if (known !== undefined) {
    return { id: known, cookie: undefined };
  }
  const id = newId('vis');
  const secure = (config.secure ?? isProduction) ? '; Secure' : '';
  const maxAge = config.maxAgeDays * 86_400;
  return {
    id,
    cookie: `${config.cookie}=${id}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`,
  };
}
