import type { Fault, Place } from '#src/composition/faults.ts';

import type { PlanStatus, Report, Severity } from './report.ts';
import { sayEvidence } from './say-evidence.ts';
import { sayRight } from './say-right.ts';

type Level = 'error' | 'warning' | 'note';

interface Result {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  readonly relatedLocations?: readonly object[];
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

const PLAN_LEVELS: Readonly<Record<PlanStatus, Level>> = {
  UNPLANNABLE: 'error',
  MORE_FETCHES: 'warning',
  DEEPER: 'warning',
  FEWER_FETCHES: 'note',
};

const LEVELS: Readonly<Record<Severity, Level>> = {
  BREAKING: 'error',
  UNKNOWN: 'warning',
  DANGEROUS: 'warning',
  SAFE: 'note',
};

/** A report as SARIF 2.1.0, with file names relative to the root of the repository. */
export function formatSarif(report: Report): string {
  const results = listResults(report);
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))].toSorted();
  const run = {
    tool: {
      driver: {
        name: 'graph',
        rules: ids.map((id) => ({ id, shortDescription: { text: describeRule(id) } })),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
    results: results.map((result) => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) })),
  };
  return JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2);
}

function listResults(report: Report): Result[] {
  return [
    ...report.faults.map((fault) => faultResult(fault, 'error')),
    ...report.findings.map((finding) => faultResult(finding, 'warning')),
    ...report.hints.map((hint) => faultResult(hint, 'warning')),
    ...report.changes.map((change) => ({
      ruleId: change.code,
      level: LEVELS[change.severity],
      message: {
        text: [`${change.severity}: ${change.message}`, ...sayEvidence(change)].join('\n'),
      },
      locations: [logical(change.coordinate)],
    })),
    ...report.planDifferences.map(({ status, operation, message }) => ({
      ruleId: status,
      level: PLAN_LEVELS[status],
      message: { text: message },
      locations: [logical(operation.name || operation.id)],
    })),
  ];
}

function faultResult(fault: Fault, level: Level): Result {
  const { code, message, places, consequences = [] } = fault;
  const [first, ...others] = places;
  const caused = consequences.length > 0 ? [`+${consequences.length} caused by this`] : [];
  const related = others.map((place, index) => ({
    id: index + 1,
    ...physical(place),
    message: { text: `Subgraph "${place.subgraph}" takes part.` },
  }));
  return {
    ruleId: code,
    level,
    message: { text: [message, ...sayRight(fault), ...caused].join('\n') },
    locations: first ? [physical(first)] : [],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
  };
}

function physical({ file, text, line, column, length }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file), uriBaseId: 'SRCROOT' },
      region: {
        startLine: line,
        startColumn: column,
        endLine: line,
        endColumn: column + length,
        snippet: { text: text.split('\n')[line - 1] ?? '' },
      },
    },
  };
}

function logical(name: string) {
  return { logicalLocations: [{ fullyQualifiedName: name }] };
}

/** `EXTERNAL_UNUSED` as `External unused.` */
function describeRule(id: string): string {
  const words = id.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
