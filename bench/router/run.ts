// The router beside others, on a federation of four subgraphs: `pnpm bench [--quick] [--only router,heavy] [--rounds N]`.
// It fails when their answers differ. A full run is kept in bench/results/.
import { areEqualAnswers, askAnswer } from './answers.ts';
import { FLOOR, listContestants } from './contestants/contestants.ts';
import { type Field, openField } from './field.ts';
import { type Sample, measure, takeMedian } from './measure.ts';
import { type BenchOptions, readOptions, select } from './options.ts';
import type { BenchProcess } from './process.ts';
import { QUERIES } from './queries/queries.ts';
import { type Cell, createReport, renderReport, writeReport } from './report.ts';

type Answers = ReadonlyMap<string, string>;

/** The answers of the first contestant, by query. Throws when another one answers anything else. */
async function collectAnswers(running: ReadonlyMap<string, BenchProcess>): Promise<Answers> {
  const answers = new Map<string, string>();
  for (const [name, { url }] of running) {
    for (const query of QUERIES) {
      const answer = await askAnswer(url, query);
      const expected = answers.get(query.name) ?? answer;
      if (!areEqualAnswers(answer, expected)) {
        throw new Error(`${name} answers ${query.name} otherwise:\n${answer}\n${expected}`);
      }
      answers.set(query.name, expected);
    }
  }
  return answers;
}

/** All of them, each with its answers seen to be right. The floor comes last: it is given the answers. */
async function startContestants(
  field: Field,
  only: readonly string[],
): Promise<{ running: ReadonlyMap<string, BenchProcess>; answers: Answers }> {
  const running = new Map<string, BenchProcess>();
  const contestants = select(listContestants(), only);
  for (const contestant of contestants.filter(({ name }) => name !== FLOOR)) {
    running.set(contestant.name, await field.start(contestant));
  }
  const answers = await collectAnswers(running);
  const floor = contestants.find(({ name }) => name === FLOOR);
  if (floor !== undefined) {
    const byText = QUERIES.map(({ name, text }) => [text, answers.get(name) ?? '{}']);
    field.writeAnswers(Object.fromEntries(byText) as Record<string, string>);
    running.set(FLOOR, await field.start(floor));
  }
  return { running, answers };
}

async function runBenchmark(options: BenchOptions): Promise<readonly Cell[]> {
  await using field = await openField();
  const { running, answers } = await startContestants(field, options.only);
  const { directory, countFetches } = field;
  const cells: Cell[] = [];
  for (const { name: query, body } of select(QUERIES, options.only)) {
    const samples = new Map<string, Sample[]>();
    for (let round = 1; round <= options.rounds; round++) {
      for (const [contestant, target] of running) {
        const warmUpSeconds = round === 1 ? options.firstWarmUpSeconds : options.warmUpSeconds;
        const sample = await measure(target, {
          ...options,
          warmUpSeconds,
          body,
          directory,
          countFetches,
        });
        samples.set(contestant, [...(samples.get(contestant) ?? []), sample]);
        console.error(
          `${query} ${round}/${options.rounds} ${contestant}: ${sample.cpuMsPerRequest.toFixed(3)} ms`,
        );
      }
    }
    const answerBytes = Buffer.byteLength(answers.get(query) ?? '');
    for (const [contestant, taken] of samples) {
      cells.push({ query, answerBytes, contestant, ...takeMedian(taken) });
    }
  }
  return cells;
}

const options = readOptions(process.argv.slice(2));
const report = createReport(await runBenchmark(options), options);
console.log(renderReport(report));
if (!options.isQuick && options.only.length === 0) {
  writeReport(report);
}
