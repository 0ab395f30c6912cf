import { ADVICE } from './advice.ts';
import type { Fault } from './faults.ts';
import { quotedWords } from './faults.ts';
import { foldUnreachable } from './fold-unreachable.ts';
import type { Repair } from './repairs/repair.ts';
import { isEarlier } from './sightings.ts';
import type { Documents } from './documents.ts';
import type { Examination, Sighting, Stage } from './sightings.ts';

export interface PeelOptions {
  readonly examine: (documents: Documents) => Examination;
  readonly propose: (seen: Sighting, documents: Documents) => readonly Repair[];
  /** Whether a fault is one of the subgraphs as they were given, and not of what stands in for them. */
  readonly isTrusted: (fault: Fault, stage: Stage) => boolean;
  /** Told when a subgraph was replaced as a whole. */
  readonly onReplaced?: (subgraph: string) => void;
  /** How often the composer may be run: every look behind a fault costs a run or several. */
  readonly mostExaminations: number;
}

export interface Peeled {
  /** Roots in the order found, each with what goes away together with it. */
  readonly faults: readonly Fault[];
  /** With all repairs that were found. */
  readonly documents: Documents;
  /** Nothing is left at fault in `documents`. */
  readonly isClean: boolean;
  /** What repairs took out: faults about it are no mistakes of the author. */
  readonly removed: readonly string[];
}

interface Root {
  readonly fault: Fault;
  readonly consequences: Fault[];
}

interface Attempt {
  readonly repair: Repair;
  readonly examination: Examination;
}

/**
 * Finds the causes among faults, and what they hide: the composer stops at its first stage, and one
 * mistake shows as many faults. So one fault after the other is repaired as its author would; what
 * goes away with it is its consequence, and what comes to light was hidden by it.
 */
export function peelFaults(documents: Documents, options: PeelOptions): Peeled {
  const peeling = new Peeling(documents, options);
  for (let seen = peeling.next(); seen; seen = peeling.next()) {
    peeling.settle(seen);
  }
  return peeling.finish();
}

class Peeling {
  private documents: Documents;
  private pending: Examination;
  private readonly options: PeelOptions;
  private readonly roots: Root[] = [];
  private readonly settled = new Set<string>();
  /** Faults that are not to be reported by themselves: what a crude repair leaves behind. */
  private readonly blamed = new Map<string, Root | undefined>();
  private readonly removed: string[] = [];
  private examinations = 1;

  constructor(documents: Documents, options: PeelOptions) {
    this.documents = documents;
    this.options = options;
    this.pending = options.examine(documents);
    this.blameUntrusted(this.pending);
  }

  next(): Sighting | undefined {
    if (this.pending.stage === 'plans') {
      this.settlePlans();
    }
    const open = this.pending.sightings.filter((seen) => !this.settled.has(keyOf(seen)));
    return open.toSorted((a, b) => rank(a.fault) - rank(b.fault))[0];
  }

  settle(seen: Sighting): void {
    const key = keyOf(seen);
    this.settled.add(key);
    const proposals = this.options.propose(seen, this.documents);
    const attempt = this.tryRepairs(seen, proposals);
    const isBlamed = this.blamed.has(key);
    const root = isBlamed ? this.blamed.get(key) : this.addRoot(seen, proposals, attempt?.repair);
    if (attempt) {
      this.accept(attempt, root);
    }
  }

  finish(): Peeled {
    return {
      faults: this.roots.map(({ fault, consequences }) =>
        consequences.length > 0 ? { ...fault, consequences } : fault,
      ),
      documents: this.documents,
      isClean: this.pending.stage === 'done',
      removed: this.removed,
    };
  }

  private addRoot({ fault }: Sighting, proposals: readonly Repair[], made?: Repair): Root {
    const right = whatIsRight(fault, proposals, made);
    const at = new Set([made, ...proposals].find((repair) => repair?.advice !== undefined)?.at);
    // Who has to change something reads about it first.
    const places = fault.places.toSorted(
      (one, other) => Number(at.has(other.subgraph)) - Number(at.has(one.subgraph)),
    );
    const root = { fault: { ...fault, ...right, places }, consequences: [] };
    this.roots.push(root);
    return root;
  }

  private tryRepairs(seen: Sighting, proposals: readonly Repair[]): Attempt | undefined {
    for (const repair of proposals) {
      if (this.examinations >= this.options.mostExaminations) {
        return undefined;
      }
      this.examinations++;
      const examination = this.options.examine(repair.documents);
      if (this.isRepaired(seen, { repair, examination })) {
        return { repair, examination };
      }
    }
    return undefined;
  }

  private isRepaired(seen: Sighting, { repair, examination }: Attempt): boolean {
    const known = new Set(this.pending.sightings.map(keyOf));
    const fresh = examination.sightings.filter((one) => !known.has(keyOf(one)));
    return (
      !isEarlier(examination.stage, this.pending.stage) &&
      !examination.sightings.some((one) => isSame(one, seen)) &&
      !fresh.some((one) => isWrongName(repair, seen.fault, one.fault))
    );
  }

  private accept({ repair, examination }: Attempt, root: Root | undefined): void {
    const left = new Set(examination.sightings.map(keyOf));
    for (const seen of this.pending.sightings) {
      const key = keyOf(seen);
      if (!left.has(key) && !this.settled.has(key)) {
        this.settled.add(key);
        this.foldVanished(seen, repair, root);
      }
    }
    this.blameArtefacts(examination, repair, root);
    if (repair.standsIn !== undefined) {
      this.options.onReplaced?.(repair.standsIn);
    }
    this.documents = repair.documents;
    this.removed.push(...(repair.removed ?? []));
    this.pending = examination;
    this.blameUntrusted(examination);
  }

  private foldVanished(seen: Sighting, repair: Repair, root: Root | undefined): void {
    if (this.blamed.has(keyOf(seen))) {
      return;
    }
    const isOwn = seen.fault.places.some(({ subgraph }) => subgraph === repair.standsIn);
    if (isOwn) {
      this.addRoot(seen, this.options.propose(seen, this.documents));
    } else {
      root?.consequences.push(seen.fault);
    }
  }

  // A crude repair takes something out; what misses it is no mistake of the author.
  private blameArtefacts({ sightings }: Examination, repair: Repair, root: Root | undefined): void {
    const known = new Set(this.pending.sightings.map(keyOf));
    for (const seen of sightings) {
      const isCaused = repair.removed?.some(
        (word) => seen.fault.code === word || isAbout(seen.fault, word) || isEmptied(seen.fault),
      );
      if (isCaused && !this.settled.has(keyOf(seen))) {
        this.blamed.set(keyOf(seen), root);
        if (known.has(keyOf(seen))) {
          root?.consequences.push(seen.fault);
        }
      }
    }
  }

  private blameUntrusted({ stage, sightings }: Examination): void {
    for (const seen of sightings) {
      if (!this.options.isTrusted(seen.fault, stage)) {
        this.blamed.set(keyOf(seen), undefined);
      }
    }
  }

  private settlePlans(): void {
    const open = this.pending.sightings.filter(
      (seen) => !this.settled.has(keyOf(seen)) && !this.blamed.has(keyOf(seen)),
    );
    for (const { consequences = [], ...fault } of foldUnreachable(open, this.documents)) {
      this.roots.push({ fault, consequences: [...consequences] });
    }
    this.pending.sightings.forEach((seen) => this.settled.add(keyOf(seen)));
  }
}

function whatIsRight(
  { code }: Fault,
  proposals: readonly Repair[],
  made: Repair | undefined,
): Pick<Fault, 'suggestions' | 'advice'> {
  if (made?.name !== undefined) {
    return { suggestions: [made.name] };
  }
  const suggestions = proposals.flatMap(({ name }) => name ?? []);
  const advices = [made, ...proposals].flatMap((repair) => repair?.advice ?? []);
  const advice = advices[0] ?? ADVICE[code];
  return {
    ...(suggestions.length > 0 ? { suggestions } : {}),
    ...(advice === undefined ? {} : { advice }),
  };
}

/** The same for the same fault in two runs: repairs leave all places as they are. */
function keyOf({ fault: { code, message, places } }: Sighting): string {
  const at = places.map(({ subgraph, line, column }) => `${subgraph}:${line}:${column}`);
  return [code, ...(at.length > 0 ? at : [message])].join(' ');
}

// Another text of a subgraph says the same at another place.
function isSame(one: Sighting, other: Sighting): boolean {
  return (
    keyOf(one) === keyOf(other) ||
    (one.fault.code === other.fault.code && one.fault.message === other.fault.message)
  );
}

// What is wrong with a link makes directives unknown; what is unused is so because of something else.
function rank({ code }: Fault): number {
  if (/LINK/.test(code)) {
    return 0;
  }
  return code === 'EXTERNAL_UNUSED' ? 2 : 1;
}

/** Whether a message quotes a name, by itself or within a coordinate or a type. */
export function isAbout({ message }: Fault, word: string | undefined): boolean {
  const said = message.replace(/^[^]*?, for @\w+\(fields: "[^"]*"\): /u, '');
  return word !== undefined && quotedParts(said).includes(word);
}

function isEmptied({ message }: Fault): boolean {
  return message.includes('must define one or more fields');
}

// Names, the names in coordinates, and those in types such as "[Weight!]".
function quotedParts(message: string): string[] {
  const within = message.matchAll(/"[\w.[\]!]+"/g);
  return [...quotedWords(message), ...[...within].flatMap(([text]) => text.match(/\w+/g) ?? [])];
}

// The right name brings nothing new to where it stands, unless it is one more of the same.
function isWrongName({ name, line }: Repair, old: Fault, fresh: Fault): boolean {
  const isThere = fresh.places.some((place) => place.line === line);
  return name !== undefined && (isAbout(fresh, name) || (isThere && fresh.code !== old.code));
}
