import { BlockList, isIPv6 } from 'node:net';

import type { ClientConfig } from '#src/config/client.ts';

import type { Client } from './facts.ts';
import { type RequestHeaders, type RouterRequest, readHeader } from './http-message.ts';

const CLIENT_LABEL = /^[\w .:/@+-]{1,64}$/u;

/** Says which application asks, and from which address. Names are hints for logs: nothing is granted by them. */
export function createIdentifyClient(config: ClientConfig): (request: RouterRequest) => Client {
  const proxies =
    config.trustedProxies.length === 0 ? undefined : createNetworks(config.trustedProxies);
  return (request) => ({
    name: readLabel(request.headers, config.nameHeaders),
    version: readLabel(request.headers, config.versionHeaders),
    address: readAddress(request, proxies),
  });
}

function readLabel(headers: RequestHeaders, names: readonly string[]): string | undefined {
  return names
    .map((name) => readHeader(headers, name))
    .find((value) => value !== undefined && CLIENT_LABEL.test(value));
}

/** x-forwarded-for is read from the right, as far as each hop is a proxy we trust: the rest of it anyone can write. */
function readAddress(
  { headers, remoteAddress }: RouterRequest,
  proxies: BlockList | undefined,
): string | undefined {
  let address = normalizeAddress(remoteAddress ?? '');
  if (proxies === undefined) {
    return address;
  }
  const hops = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map(normalizeAddress);
  while (address !== undefined && contains(proxies, address)) {
    const hop = hops.pop();
    if (hop === undefined) {
      break;
    }
    address = hop;
  }
  return address;
}

function createNetworks(trusted: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const network of trusted) {
    const [address = '', bits] = network.split('/');
    const [family, allBits] = isIPv6(address) ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
    networks.addSubnet(address, Number(bits ?? allBits), family);
  }
  return networks;
}

function contains(networks: BlockList, address: string): boolean {
  return networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function normalizeAddress(text: string): string | undefined {
  const address = text.trim().replace(/^::ffff:(?=\d+\.)/u, '');
  return /^[0-9a-f.:]{2,45}$/iu.test(address) ? address : undefined;
}
