import { expect, it } from 'vitest';

import { createVerifier, keyFor, signRequest } from './signing.ts';

const key = 'a'.repeat(64);
const at = 1_764_000_000_000;
const request = {
  method: 'POST',
  path: '/graphql?x=1',
  headers: { 'x-locale': 'de', 'x-graph-claims': 'e30', accept: '*/*' },
  body: '{"query":"{ a }"}',
};

function sign(over: Partial<typeof request> = {}) {
  const signed = { ...request, ...over };
  const signature = signRequest(signed, { caller: 'router', key, now: () => at });
  const headers: Record<string, string> = { ...signed.headers, ...signature };
  return { ...signed, headers };
}

const createRouterVerifier = (now = at) => createVerifier({ router: key }, { now: () => now });

it('names the caller of a request it signed', () => {
  expect(createRouterVerifier().verify(sign())).toBe('router');
});

it('makes the signature of the published test vector', () => {
  const signer = { caller: 'router', key, now: () => at, newNonce: () => 'nonce-0001' };
  expect(signRequest(request, signer)).toEqual({
    'x-graph-signature':
      'v1;caller=router;at=1764000000000;nonce=nonce-0001;mac=e377bb2a5a6a9f450200ba1709a3b48e537a2d8c6ca43c1da3d3741f805c6be5',
  });
});

it.each([
  ['body', { body: '{}' }],
  ['path', { path: '/graphql' }],
  ['method', { method: 'PUT' }],
  ['locale', { headers: { ...sign().headers, 'x-locale': 'fr' } }],
  ['claims', { headers: { ...sign().headers, 'x-graph-claims': 'e31' } }],
  ['added cart token', { headers: { ...sign().headers, 'x-cart-token': 'stolen' } }],
])('refuses a request whose %s was changed on the way', (_part, change) => {
  expect(() => createRouterVerifier().verify({ ...sign(), ...change })).toThrow(
    'The request is not signed by a known caller.',
  );
});

it('lets headers pass that no decision rests on', () => {
  const signed = sign();
  const sent = { ...signed, headers: { ...signed.headers, accept: 'text/html' } };
  expect(createRouterVerifier().verify(sent)).toBe('router');
});

it('refuses the same signed request a second time', () => {
  const verifier = createRouterVerifier();
  const signed = sign();
  verifier.verify(signed);
  expect(() => verifier.verify(signed)).toThrow('was received before');
});

it.each([61_000, -61_000])('refuses a signature whose time is %i ms off', (offMs) => {
  expect(() => createRouterVerifier(at + offMs).verify(sign())).toThrow('older than 60 seconds');
});

it.each([
  ['no signature', {}],
  ['a signature of another form', { 'x-graph-signature': 'v2;caller=router' }],
  [
    'a caller nobody knows',
    { 'x-graph-signature': sign().headers['x-graph-signature']?.replace('router', 'ruter') },
  ],
  [
    'a caller named like a built-in',
    { 'x-graph-signature': sign().headers['x-graph-signature']?.replace('router', 'constructor') },
  ],
])('refuses %s', (_what, headers) => {
  expect(() => createRouterVerifier().verify({ ...request, headers })).toThrow('not signed');
});

it('derives another key for every audience', () => {
  expect(new Set([keyFor(key, 'cart'), keyFor(key, 'pricing'), key]).size).toBe(3);
});
