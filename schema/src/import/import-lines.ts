import type { SignedFetch } from '@supergraph/kit/signed-fetch';

import { discoverImporters, planImport, type Importer, type ImportPlan } from './discover.ts';
import { findNearName } from './near-name.ts';
import { findLeadingType, NO_TYPE, parseLine } from './parse-line.ts';
import type { LineSource, SourceLine } from './read-lines.ts';
import { createSender, readPositions, type FeedPosition, type Sender } from './send-batches.ts';
import { createTally, type ImportSummary, type Rejection, type Tally } from './summary.ts';

export interface ImportOptions {
  readonly source: LineSource;
  /** Base URLs by service name. */
  readonly services: Readonly<Record<string, string>>;
  /** A fetch signed as `graph` with the key for that service. */
  readonly callerFor: (service: string) => SignedFetch;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly onRejection?: (rejection: Rejection) => void;
}

export interface ImportProgress {
  /** Lines that services have answered for, or that need no service. */
  readonly lines: number;
  /** Bytes read in all passes so far; the source is read once a stage. */
  readonly bytes: number;
  readonly stages: number;
}

/**
 * Streams lines to the services that take them, and tells what became of each. A bad line is counted and spoils no
 * other. Rejects when a service cannot be reached or refuses a whole batch.
 *
 * Services that wait for another's events get their lines in a later pass over the source, so that nothing has to be
 * kept in memory and the order of types in a file does not matter.
 */
export async function importLines(options: ImportOptions): Promise<ImportSummary> {
  const started = performance.now();
  const plan = planImport(await discoverImporters(options.services, options.callerFor));
  const run = startRun(plan, options);
  for (const [stage, importers] of (plan.stages.length === 0 ? [[]] : plan.stages).entries()) {
    await runStage(run, { isFirst: stage === 0, importers });
  }
  return run.tally.summarise(performance.now() - started);
}

interface Run {
  readonly plan: ImportPlan;
  readonly source: LineSource;
  readonly tally: Tally;
  /** How far each producer's feed has come, by topic. */
  readonly positions: Map<string, Readonly<Record<string, number>>>;
  readonly report: (bytes?: number) => void;
  /** The known type that a word nobody takes was probably meant to be. */
  readonly nearNameOf: (word: string) => string | undefined;
}

function startRun(plan: ImportPlan, { source, onProgress, onRejection }: ImportOptions): Run {
  const tally = createTally(onRejection);
  let bytes = 0;
  return {
    plan,
    source,
    tally,
    positions: new Map(),
    nearNameOf: memoise((word) => findNearName(word, [...plan.ownerOf.keys()])),
    report(more = 0) {
      bytes += more;
      onProgress?.({ lines: tally.lines, bytes, stages: Math.max(1, plan.stages.length) });
    },
  };
}

/** Thousands of lines may share a type that nobody takes. */
function memoise<Value>(find: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    const value = known.has(word) ? (known.get(word) as Value) : find(word);
    known.set(word, value);
    return value;
  };
}

interface Stage {
  /** The first stage also accounts for lines that belong to nobody. */
  readonly isFirst: boolean;
  readonly importers: readonly Importer[];
}

async function runStage(run: Run, stage: Stage): Promise<void> {
  await findPositions(run, stage);
  const senders = new Map(
    stage.importers.map((importer) => [importer, createSenderFor(run, importer)]),
  );
  for await (const line of run.source(run.report)) {
    await takeLine(line, { run, stage, senders });
  }
  await Promise.all([...senders.values()].map((sender) => sender.flush()));
  run.report();
}

/** A producer that got no line in this run may still have told its consumers something they have not read yet. */
async function findPositions({ plan, positions }: Run, { importers }: Stage): Promise<void> {
  const producers = new Set(importers.flatMap(({ after }) => after));
  const unknown = plan.stages
    .flat()
    .filter(({ name }) => producers.has(name) && !positions.has(name));
  await Promise.all(
    unknown.map(async (producer) => positions.set(producer.name, await readPositions(producer))),
  );
}

function createSenderFor({ positions, tally, report }: Run, importer: Importer): Sender {
  const after = importer.after.flatMap((producer): FeedPosition[] =>
    Object.entries(positions.get(producer) ?? {}).map(([topic, seq]) => ({ producer, topic, seq })),
  );
  return createSender(importer, {
    after,
    tally,
    onSent: report,
    onPositions: (seq) => void positions.set(importer.name, seq),
  });
}

interface StageRun {
  readonly run: Run;
  readonly stage: Stage;
  readonly senders: ReadonlyMap<Importer, Sender>;
}

async function takeLine(line: SourceLine, { run, stage, senders }: StageRun): Promise<void> {
  const { ownerOf } = run.plan;
  const isMine = (type: string): boolean => {
    const owner = ownerOf.get(type);
    return owner === undefined ? stage.isFirst : senders.has(owner);
  };
  if ('fault' in line) {
    if (stage.isFirst) {
      run.tally.reject({ line: line.line, type: NO_TYPE, reason: line.fault });
    }
    return;
  }
  const leading = findLeadingType(line.text);
  if (!isMine(leading ?? NO_TYPE) && leading !== undefined) {
    return;
  }
  const parsed = parseLine(line.text);
  if (!parsed.ok) {
    rejectOnce(run, { ...parsed, line: line.line }, leading !== undefined || stage.isFirst);
  } else if (isMine(parsed.type)) {
    await forward({ ...parsed, ...line }, { run, stage, senders });
  }
}

function rejectOnce({ tally }: Run, { line, type, reason }: Rejection, isDue: boolean): void {
  if (isDue) {
    tally.reject({ line, type, reason });
  }
}

interface GoodLine {
  readonly line: number;
  readonly text: string;
  readonly type: string;
  readonly value: object;
}

async function forward(
  { line, text, type, value }: GoodLine,
  { run, senders }: StageRun,
): Promise<void> {
  const owner = run.plan.ownerOf.get(type);
  const sender = owner && senders.get(owner);
  if (sender) {
    await sender.add({ line, value, bytes: Buffer.byteLength(text) });
    return;
  }
  const meant = run.nearNameOf(type);
  if (meant === undefined) {
    run.tally.add(type, 'skipped');
  } else {
    run.tally.reject({
      line,
      type,
      reason: `There is no type "${type}". Did you mean "${meant}"?`,
    });
  }
}
