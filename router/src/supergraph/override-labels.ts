import { type DocumentNode, visit } from 'graphql';

import { readText } from '#src/planning/directive-arguments.ts';
import type { SpecializedOperation } from '#src/planning/specialize-operation.ts';

import type { OverrideShares } from './override-shares.ts';

/** Names of the fields that a label of progressive @override moves, by label. */
export type OverrideLabels = ReadonlyMap<string, ReadonlySet<string>>;

/** Says for one request whether a label of progressive @override holds. */
export type EvaluateLabel = (label: string) => boolean;

const PERCENT = /^percent\((?<share>\d+(?:\.\d+)?)\)$/u;

export function readOverrideLabels(supergraph: DocumentNode): OverrideLabels {
  const labels = new Map<string, Set<string>>();
  visit(supergraph, {
    FieldDefinition({ name, directives = [] }) {
      for (const directive of directives) {
        const label =
          directive.name.value === 'join__field' ? readText(directive, 'overrideLabel') : undefined;
        if (label !== undefined) {
          labels.set(label, (labels.get(label) ?? new Set()).add(name.value));
        }
      }
    },
  });
  return labels;
}

/** The labels that can make a difference to an operation, sorted. Keys and required fields are in every operation. */
export function listLabelsOf(
  { operation, fragments }: SpecializedOperation,
  labels: OverrideLabels,
  injectedNames: ReadonlySet<string>,
): readonly string[] {
  if (labels.size === 0) {
    return [];
  }
  const names = new Set<string>(injectedNames);
  for (const definition of [operation, ...fragments.values()]) {
    visit(definition, { Field: ({ name }) => void names.add(name.value) });
  }
  return [...labels]
    .filter(([, fields]) => [...fields].some((field) => names.has(field)))
    .map(([label]) => label)
    .toSorted((a, b) => (a < b ? -1 : 1));
}

export interface LabelEvaluation {
  readonly evaluate: EvaluateLabel;
  /** What the registry says of labels from now on; it wins over the configuration. */
  readonly take: (shares: OverrideShares) => void;
}

/**
 * `percent(N)` holds for N of 100 requests; the configuration may say otherwise, and must for any other label; the registry has
 * the last word. The requests are spread evenly, so that of any hundred N are moved, give or take one.
 */
export function createLabelEvaluation(
  configured: Readonly<Record<string, boolean | number>>,
  random: () => number,
): LabelEvaluation {
  let taken: OverrideShares = {};
  const spreads = new Map<string, () => number>();
  const shareOf = (label: string): boolean | number =>
    findOwn(taken, label) ??
    findOwn(configured, label) ??
    Number(PERCENT.exec(label)?.groups?.['share'] ?? 0);
  const next = (label: string): number => {
    const spread = spreads.get(label) ?? createSpread(random());
    spreads.set(label, spread);
    return spread();
  };
  return {
    evaluate(label) {
      const share = shareOf(label);
      return typeof share === 'boolean' ? share : share > 0 && next(label) * 100 < share;
    },
    take: (shares) => void (taken = shares),
  };
}

function findOwn<Value>(of: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

/** The steps of the golden ratio spread most evenly over [0, 1), and in no rhythm that a client could fall into. */
const GOLDEN_RATIO = 0.618_033_988_749_895;

function createSpread(start: number): () => number {
  let at = start;
  return () => (at = (at + GOLDEN_RATIO) % 1);
}
