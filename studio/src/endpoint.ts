import { ENDPOINTS } from '../graph-context.ts';

/** The endpoint that the page's address asks for, else the one with everything public. */
export function readEndpoint(search: string): string {
  const asked = new URLSearchParams(search).get('endpoint');
  return ENDPOINTS.find((endpoint) => endpoint === asked) ?? ENDPOINTS[0];
}
