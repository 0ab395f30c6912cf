import { describeService } from '#src/processes.ts';
import { readServices } from '#src/services.ts';
import { readRunnerSettings } from '#src/settings.ts';
import { readSimulators } from '#src/simulators.ts';
import { openGraph } from '#src/start-graph.ts';
import type { ProcessSpec } from '#src/supervise.ts';

interface Place {
  readonly root: string;
  /** As of `npm start`: GRAPH_PORT, DATA_DIR. */
  readonly env: NodeJS.ProcessEnv;
}

/** A service of the graph that runs from this folder, on another port. Throws with what the call should be. */
export function describeInstance(
  { name, port }: { readonly name: string | undefined; readonly port: string | undefined },
  { root, env }: Place,
): ProcessSpec {
  const settings = readRunnerSettings(env, root);
  const services = readServices(root, settings.graphPort);
  const service = services.find((one) => one.name === name);
  if (service === undefined || !/^\d{1,5}$/u.test(port ?? '')) {
    const names = services.map((one) => one.name).join(', ');
    throw new Error(`Say which service on which port: NAME PORT. Services are ${names}.`);
  }
  const graph = openGraph(root, settings, {
    services,
    simulators: readSimulators(root, settings),
  });
  return describeService({ ...service, port: Number(port) }, graph);
}
