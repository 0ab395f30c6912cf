import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

export interface PortUse {
  readonly port: number;
  /** Who wanted it. */
  readonly wantedBy: string;
}

export interface TakenPort extends PortUse {
  /** "pid 123 (node server.js)", or that it cannot be told. */
  readonly holder: string;
}

// https://fetch.spec.whatwg.org/#port-blocking, from 1024 on: "bad port".
const BARRED: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10_080,
]);

/** Which of the ports neither browsers nor our own processes would send a request to. */
export function findBarredPorts(wanted: readonly PortUse[]): PortUse[] {
  return wanted.filter(({ port }) => BARRED.has(port));
}

/** Which of the ports somebody listens on already, and who. Nothing is sent to them. */
export async function findTakenPorts(
  host: string,
  wanted: readonly PortUse[],
): Promise<TakenPort[]> {
  const checked = await Promise.all(
    wanted.map(async (use) => ({ use, free: await isFree(host, use.port) })),
  );
  return checked
    .filter(({ free }) => !free)
    .map(({ use }) => ({
      ...use,
      holder: findHolder(use.port) ?? 'a process that cannot be told',
    }));
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

const LISTENING = '0A';

/** Linux tells it in /proc; elsewhere nobody is named. */
function findHolder(port: number): string | undefined {
  try {
    const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readListeners(file, port));
    return readdirSync('/proc')
      .filter((name) => /^\d+$/u.test(name))
      .map((pid) => ({ pid, open: readSockets(pid) }))
      .filter(({ open }) => inodes.some((inode) => open.has(`socket:[${inode}]`)))
      .map(({ pid }) => `pid ${pid} (${readCommand(pid)})`)
      .at(0);
  } catch {
    return undefined;
  }
}

function readListeners(file: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === LISTENING)
    .flatMap((fields) => fields[9] ?? []);
}

function readSockets(pid: string): Set<string> {
  try {
    const folder = `/proc/${pid}/fd`;
    return new Set(readdirSync(folder).flatMap((name) => readLink(`${folder}/${name}`)));
  } catch {
    return new Set();
  }
}

function readLink(file: string): string[] {
  try {
    return [readlinkSync(file)];
  } catch {
    return [];
  }
}

function readCommand(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .replaceAll('\u0000', ' ')
      .trim()
      .slice(0, 120);
  } catch {
    return 'ended meanwhile';
  }
}
