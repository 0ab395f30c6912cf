/** Every key this generator makes begins alike, so that demo data and a real catalogue do not overwrite each other. */
export function demoKey(key: string): string {
  return `demo-${key}`;
}
