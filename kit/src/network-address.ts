import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu;

/** The part of a network address that one party controls: the whole IPv4 address, the /64 of an IPv6 address. */
export function networkOf(address: string | null): string {
  if (address === null || !isIPv6(address)) {
    return address ?? 'unknown';
  }
  const ipv4 = MAPPED_IPV4.exec(address)?.[1];
  return ipv4 ?? `${prefixOf(address).join(':')}::/64`;
}

function prefixOf(address: string): string[] {
  const [head = '', tail = ''] = address.replace(/%.*$/u, '').split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
