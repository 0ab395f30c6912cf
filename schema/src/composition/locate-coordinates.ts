import type { DocumentNode } from 'graphql';

import { placesOf } from './faults.ts';
import type { Fault } from './faults.ts';
import { isObject } from './federated-types.ts';

/**
 * Finds the places of a fault for which the composer knows none, as when no plan can reach a field:
 * the definitions, in every subgraph, of the last field that the message quotes ("Product.name").
 */
export function locateCoordinates(fault: Fault, documents: readonly DocumentNode[]): Fault {
  if (fault.places.length > 0) {
    return fault;
  }
  const quoted = [...fault.message.matchAll(/"(\w+)\.(\w+)"/g)];
  for (const [, type, field] of quoted.toReversed()) {
    const nodes = documents.flatMap(({ definitions }) =>
      definitions
        .filter(isObject)
        .filter(({ name }) => name.value === type)
        .flatMap(({ fields = [] }) => fields.filter(({ name }) => name.value === field)),
    );
    if (nodes.length > 0) {
      return { ...fault, places: placesOf(nodes, fault.message) };
    }
  }
  return fault;
}
