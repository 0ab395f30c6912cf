import { type DocumentNode, visit } from 'graphql';

import { readText } from '#src/planning/directive-arguments.ts';
import type { SpecializedOperation } from '#src/planning/specialize-operation.ts';

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

/** `percent(N)` holds for N of 100 requests; the configuration may say otherwise, and must for any other label. */
export function createLabelEvaluation(
  configured: Readonly<Record<string, boolean | number>>,
  random: () => number,
): EvaluateLabel {
  return (label) => {
    const setting = Object.hasOwn(configured, label) ? configured[label] : undefined;
    if (typeof setting === 'boolean') {
      return setting;
    }
    const share = setting ?? Number(PERCENT.exec(label)?.groups?.['share'] ?? 0);
    return share > 0 && random() * 100 < share;
  };
}
