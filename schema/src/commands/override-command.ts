import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';
import { formatTable } from './table.ts';

const FIELDS = 'label coordinates subgraphs percent declared setAt setBy';
const LIST = `{ overrides { ${FIELDS} } }`;
const SET = `mutation OverrideSet($input: OverrideSetInput!) { overrideSet(input: $input) { ${FIELDS} } }`;

interface Override {
  readonly label: string;
  readonly coordinates: readonly string[];
  readonly subgraphs: readonly string[];
  readonly percent: number;
  readonly setAt: string | null;
  readonly setBy: string | null;
}

/** `graph override`: for how many requests fields with a labelled @override are taken over, at run time. */
export function createOverrideCommand({ openRegistry, terminal }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'override',
      description:
        'List how far fields have moved from one subgraph to another (@override with a label), or move one without a publish',
    },
    args: {
      label: {
        type: 'positional',
        required: false,
        description: 'The label, or a field that it moves',
      },
      percent: {
        type: 'positional',
        required: false,
        description: 'For how many of 100 requests the new subgraph is asked',
      },
      reset: { type: 'boolean', description: 'Back to what the label says by itself' },
      reason: { type: 'string', valueHint: 'text', description: 'For the audit log' },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 2);
      const asJson = isJson(args.format);
      const registry = openRegistry();
      const { label, percent, reason } = args;
      if (label === undefined) {
        const { overrides } = await registry.ask<{ overrides: Override[] }>(LIST);
        terminal.say(asJson ? JSON.stringify(overrides, null, 2) : formatOverrides(overrides));
        return;
      }
      const input = { label, percent: readPercent(percent, args.reset === true), reason };
      const { overrideSet } = await registry.ask<{ overrideSet: Override }>(SET, { input });
      terminal.say(asJson ? JSON.stringify(overrideSet, null, 2) : describe(overrideSet));
    },
  });
}

/** Null is what the label says by itself. */
function readPercent(text: string | undefined, isReset: boolean): number | null {
  if (isReset !== (text === undefined)) {
    throw new Error('Say a number from 0 to 100, as `graph override LABEL 25`, or --reset.');
  }
  const percent = Number(text ?? 0);
  if (text?.trim() === '' || !(percent >= 0 && percent <= 100)) {
    throw new Error(`"${text}" is no number from 0 to 100.`);
  }
  return isReset ? null : percent;
}

function describe({ coordinates, subgraphs, percent }: Override): string {
  return `${coordinates.join(', ')}: ${subgraphs.join(', ')} answers ${percent} of 100 requests.`;
}

function formatOverrides(overrides: readonly Override[]): string {
  if (overrides.length === 0) {
    return 'No field of the active version has @override with a label.';
  }
  return formatTable([
    ['LABEL', 'PERCENT', 'FIELDS', 'TO', 'SET'],
    ...overrides.map(({ label, percent, coordinates, subgraphs, setAt, setBy }) => [
      label,
      String(percent),
      coordinates.join(', '),
      subgraphs.join(', '),
      setAt === null ? 'by the label' : `${setAt} by ${setBy}`,
    ]),
  ]);
}
