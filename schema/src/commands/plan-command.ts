import { existsSync, readFileSync } from 'node:fs';

import {
  type OperationPlanner,
  type PlanOutcome,
  createOperationPlanner,
} from '@supergraph/router/planning';
import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { describePlan, formatPlan } from './format-plan.ts';
import { isJson, listFormat } from './output-format.ts';
import { operationArgs, readOperation } from './read-operation.ts';
import type { RegistryClient } from './registry-client.ts';
import { readVariables } from './variables.ts';

/** `graph plan`: how the router would answer an operation. */
export function createPlanCommand({ openRegistry, terminal, exitWith }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'plan',
      description: 'Print which subgraphs the router asks for what, and in which order',
    },
    args: {
      ...operationArgs,
      variables: {
        type: 'string',
        valueHint: 'JSON',
        description: 'Decide @skip and @include; else their defaults, else false',
      },
      supergraph: {
        type: 'string',
        valueHint: 'file',
        description: 'A supergraph; else what is active in the registry',
      },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 1);
      const asJson = isJson(args.format);
      const request = {
        text: readOperation(args),
        operationName: args.name,
        variables: readVariables(args.variables),
      };
      const outcome = await terminal.during('Planning', async () => {
        const planner = openPlanner(
          args.supergraph === undefined
            ? await fetchSupergraph(openRegistry())
            : readSupergraph(args.supergraph),
        );
        return planner.plan(request);
      });
      terminal.say(asJson ? JSON.stringify(describe(outcome), null, 2) : format(outcome));
      exitWith(outcome.status === 'planned' ? 0 : 1);
    },
  });
}

function readSupergraph(file: string): string {
  if (!existsSync(file)) {
    throw new Error(
      `There is no supergraph "${file}". Write one with \`graph fetch --output FILE\`.`,
    );
  }
  return readFileSync(file, 'utf8');
}

async function fetchSupergraph(registry: RegistryClient): Promise<string> {
  const { active } = await registry.ask<{ active: { supergraph: string } | null }>(
    '{ active { supergraph } }',
  );
  if (active === null) {
    throw new Error('Nothing was published yet: say --supergraph FILE.');
  }
  return active.supergraph;
}

function openPlanner(supergraph: string): OperationPlanner {
  try {
    return createOperationPlanner(supergraph);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The supergraph cannot be read: ${reason}`, { cause });
  }
}

function describe(outcome: PlanOutcome): object {
  switch (outcome.status) {
    case 'planned':
      return {
        status: outcome.status,
        conditions: outcome.conditions,
        ...describePlan(outcome.plan),
      };
    case 'invalid':
      return {
        status: outcome.status,
        errors: outcome.errors.map(({ message, locations }) => ({ message, locations })),
      };
    case 'unplannable':
      return outcome;
  }
}

function format(outcome: PlanOutcome): string {
  switch (outcome.status) {
    case 'planned':
      return [
        formatPlan(outcome.plan),
        ...Object.entries(outcome.conditions).map(([name, value]) => `with $${name} = ${value}`),
      ].join('\n');
    case 'invalid':
      return outcome.errors
        .map(({ message, locations }) => `${formatPlace(locations?.[0])}${message}`)
        .join('\n');
    case 'unplannable':
      return `It cannot be planned: ${outcome.reason}`;
  }
}

function formatPlace(
  place: { readonly line: number; readonly column: number } | undefined,
): string {
  return place === undefined ? '' : `line ${place.line}, column ${place.column}: `;
}
