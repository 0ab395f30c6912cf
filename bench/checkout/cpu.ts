import { readFileSync, readdirSync } from 'node:fs';

/** Seconds of processor time by the name of the process; `load` is this one, which sends the requests. */
export type CpuByProcess = ReadonlyMap<string, number>;

const TICKS_A_SECOND = 100;
const NAME = /(?:subgraphs|simulators)\/[\w-]+|router|schema/u;

/** What a process and its children have used so far, or since `before`. */
export function readCpu(root: number | undefined, before: CpuByProcess = new Map()): CpuByProcess {
  const own = process.cpuUsage();
  const used = new Map([['load', (own.user + own.system) / 1e6]]);
  for (const pid of listChildren(root)) {
    const name = nameOf(pid);
    used.set(name, (used.get(name) ?? 0) + readSeconds(pid));
  }
  return new Map([...used].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));
}

function listChildren(root: number | undefined): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  const parents = new Map(all.flatMap((pid) => readParent(pid)));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

function readParent(pid: string): [number, number][] {
  try {
    return [[Number(pid), Number(fieldsOf(pid)[1])]];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function readSeconds(pid: number): number {
  const fields = fieldsOf(String(pid));
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** Of `/proc/PID/stat`, behind the name: state, parent, …; user and system time are the 12th and 13th. */
function fieldsOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function nameOf(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return NAME.exec(command)?.[0] ?? 'other';
}
