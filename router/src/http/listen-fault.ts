import type { ListenConfig } from '#src/config/listen.ts';

/** Says in a sentence why the address cannot be listened on. */
export function describeListenFault(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<ListenConfig, 'host' | 'port'>,
): Error {
  return new Error(describe(error, host, port), { cause: error });
}

function describe({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `The port "${port}" of "${host}" is taken. Stop what listens there, or choose another one with "--port" or PORT.`;
  }
  if (code === 'EACCES') {
    return `The port "${port}" may not be listened on by this user. Choose one above 1023 with "--port" or PORT.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `The host "${host}" is no address of this machine. Choose "127.0.0.1" or "0.0.0.0" with HOST or "listen.host".`;
  }
  return `The port "${port}" of "${host}" cannot be listened on: ${message}.`;
}
