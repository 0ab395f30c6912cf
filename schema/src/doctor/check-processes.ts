import type { Finding } from './diagnosis.ts';
import type { Place } from './read-place.ts';

const TIMEOUT_MS = 3000;

/** Asks the registry, the router and every service whether it is ready. Nothing secret is sent: a stranger may hold the port. */
export function checkProcesses({ registryUrl, routerUrl, services }: Place): Promise<Finding[]> {
  const asked: [string, string][] = [
    ['registry', registryUrl],
    ['router', new URL(routerUrl).origin],
    ...Object.entries(services),
  ];
  return Promise.all(asked.map(([name, url]) => checkProcess(name, url)));
}

async function checkProcess(about: string, url: string): Promise<Finding> {
  const target = new URL('health/ready', url.endsWith('/') ? url : `${url}/`);
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(target, { signal, redirect: 'manual' });
    const text = await response.text();
    return describe({ about, url, status: response.status, text });
  } catch {
    return {
      status: 'problem',
      about,
      message: `It does not answer at ${url}.`,
      remedy:
        'Start the graph with `npm start` or `graph dev`, or say where it is: see the settings above.',
    };
  }
}

interface Answer {
  readonly about: string;
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

function describe({ about, url, status, text }: Answer): Finding {
  if (status === 200 && text.includes('"ready"')) {
    return { status: 'ok', about, message: `Ready at ${url}.` };
  }
  return status === 503
    ? {
        status: 'problem',
        about,
        message: `It runs at ${url} and is not ready.`,
        remedy: 'Look at its log: it is starting, draining, or waits for something.',
      }
    : {
        status: 'problem',
        about,
        message: `What answers at ${url} is none of ours (HTTP ${status}).`,
        remedy:
          'End the process that holds the port, or move the graph: GRAPH_PORT=4200 npm start.',
      };
}
