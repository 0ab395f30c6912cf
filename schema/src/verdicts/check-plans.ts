import {
  type OperationPlanner,
  type PlanOutcome,
  createOperationPlanner,
} from '@supergraph/router/planning';

import { type PlanMeasure, measurePlan } from '#src/plans/measure-plan.ts';
import type { KnownOperation } from '#src/registry/collaborators.ts';
import type { PlanDifference } from '#src/reports/report.ts';

import { listConditions } from './list-conditions.ts';

/** Makes the planner of a supergraph. */
export type OpenPlanner = (supergraph: string) => OperationPlanner;

export interface PlannedCase {
  /** Texts of supergraphs. */
  readonly before: string;
  readonly after: string;
  readonly operations: readonly KnownOperation[];
}

export interface PlanFinding extends PlanDifference {
  /** It does not fit the schema after: a change of that schema says so too. */
  readonly isInvalid: boolean;
}

/**
 * What the router answers at another price than before, or not any more. Operations are planned with all that they
 * may ask for; one that could not be planned before makes no difference.
 */
export async function checkPlans(
  { before, after, operations }: PlannedCase,
  openPlanner: OpenPlanner = createOperationPlanner,
): Promise<PlanFinding[]> {
  if (operations.length === 0) {
    return [];
  }
  const [old, fresh] = [before, after].map((supergraph) => openOrRefuse(supergraph, openPlanner));
  const differences: PlanFinding[] = [];
  for (const operation of operations) {
    const found = old && fresh && (await compare(operation, old, fresh));
    if (found) {
      const { id, name } = operation;
      differences.push({ ...found, operation: { id, name } });
    }
  }
  return differences;
}

type Found = Omit<PlanFinding, 'operation'>;

async function compare(
  { text }: KnownOperation,
  before: OperationPlanner,
  after: OperationPlanner,
): Promise<Found | undefined> {
  let worst: Found | undefined;
  for (const variables of listConditions(text)) {
    const old = await plan(before, text, variables);
    if (!('fetches' in old)) continue;
    const fresh = await plan(after, text, variables);
    const found = 'fetches' in fresh ? comparePlans(old, fresh) : fresh;
    if (found?.status === 'UNPLANNABLE') return found;
    worst = worseOf(worst, found);
  }
  return worst;
}

// A side that gets cheaper is no comfort to who takes the other.
function worseOf(one: Found | undefined, other: Found | undefined): Found | undefined {
  return one === undefined || (other !== undefined && one.status === 'FEWER_FETCHES') ? other : one;
}

function comparePlans(before: PlanMeasure, after: PlanMeasure): Found | undefined {
  const fetches = `${count(after.fetches, 'fetch', 'fetches')} instead of ${before.fetches}`;
  const depth = `depth ${after.depth} instead of ${before.depth}`;
  const added = after.subgraphs.filter((name) => !before.subgraphs.includes(name));
  const asked = added.length > 0 ? `; asks ${added.join(', ')} in addition` : '';
  const isDeeper = after.depth > before.depth;
  if (after.fetches > before.fetches) {
    const message = `${fetches}${isDeeper ? `, ${depth}` : ''}${asked}.`;
    return { status: 'MORE_FETCHES', message, isInvalid: false };
  }
  if (!isDeeper && after.fetches < before.fetches) {
    return { status: 'FEWER_FETCHES', message: `${fetches}.`, isInvalid: false };
  }
  const message = `Has ${depth}${asked}.`;
  return isDeeper ? { status: 'DEEPER', message, isInvalid: false } : undefined;
}

async function plan(
  planner: OperationPlanner,
  text: string,
  variables: Readonly<Record<string, boolean>>,
): Promise<PlanMeasure | Found> {
  try {
    return readOutcome(await planner.plan({ text, variables }));
  } catch (error) {
    return unplannable(messageOf(error));
  }
}

function readOutcome(outcome: PlanOutcome): PlanMeasure | Found {
  switch (outcome.status) {
    case 'planned':
      return measurePlan(outcome.plan);
    case 'invalid':
      return {
        ...unplannable(outcome.errors.map(({ message }) => message).join(' ')),
        isInvalid: true,
      };
    case 'unplannable':
      return unplannable(outcome.reason);
  }
}

/** A supergraph that no planner reads is one on which nothing can be planned. */
function openOrRefuse(supergraph: string, openPlanner: OpenPlanner): OperationPlanner {
  try {
    return openPlanner(supergraph);
  } catch (error) {
    const reason = messageOf(error);
    return { plan: () => Promise.resolve({ status: 'unplannable', reason }) };
  }
}

function unplannable(message: string): Found {
  return { status: 'UNPLANNABLE', message, isInvalid: false };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
