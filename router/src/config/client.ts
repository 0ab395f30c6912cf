import { isIP } from 'node:net';

import { z } from 'zod';

import { cookieName, headerName } from './headers.ts';

/** An address, or a network as address/bits. */
const network = z.string().refine((text) => {
  const [address = '', bits] = text.split('/');
  const version = isIP(address);
  return (
    version !== 0 &&
    (bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}, 'must be an IP address or a network such as 10.0.0.0/8');

export const clientShape = z
  .strictObject({
    nameHeaders: z
      .array(headerName)
      .default(['x-client-name', 'graphql-client-name', 'apollographql-client-name']),
    versionHeaders: z
      .array(headerName)
      .default(['x-client-version', 'graphql-client-version', 'apollographql-client-version']),
    trustedProxies: z.array(network).default([]),
  })
  .prefault({});

export const visitorShape = z
  .strictObject({
    enabled: z.boolean().default(false),
    header: headerName.default('x-visitor-id'),
    cookie: cookieName.default('visitor_id'),
    maxAgeDays: z.number().int().positive().default(365),
    secure: z.boolean().optional(),
  })
  .prefault({});

export type ClientConfig = z.infer<typeof clientShape>;
export type VisitorConfig = z.infer<typeof visitorShape>;
