import type { Fault } from './faults.ts';

// A field set that cannot be read uses nothing, so the fields it was about look unused.
const CONSEQUENCES: Readonly<Record<string, RegExp>> = {
  EXTERNAL_UNUSED: /^(KEY|REQUIRES|PROVIDES)_INVALID_FIELDS/,
};

/** Puts faults that another fault of the same file brings about under that one: the root comes first. */
export function foldCascades(faults: readonly Fault[]): Fault[] {
  const consequences = new Map<Fault, Fault[]>();
  const roots: Fault[] = [];
  for (const fault of faults) {
    const cause = findCause(fault, faults);
    if (cause) {
      consequences.set(cause, [...(consequences.get(cause) ?? []), fault]);
    } else {
      roots.push(fault);
    }
  }
  return roots.map((root) => attach(root, consequences.get(root)));
}

function attach(root: Fault, consequences: readonly Fault[] | undefined): Fault {
  return consequences ? { ...root, consequences } : root;
}

function findCause(fault: Fault, faults: readonly Fault[]): Fault | undefined {
  const causes = CONSEQUENCES[fault.code];
  return causes && faults.find((other) => causes.test(other.code) && shareFile(fault, other));
}

function shareFile(one: Fault, other: Fault): boolean {
  const files = new Set(one.places.map(({ file }) => file));
  return other.places.some(({ file }) => files.has(file));
}
