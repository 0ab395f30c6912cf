/** How many products, planted ones included. */
export const PROFILES = { tiny: 60, demo: 2000, large: 50_000, huge: 200_000 } as const;

export type Profile = keyof typeof PROFILES;

export function isProfile(name: string): name is Profile {
  return Object.hasOwn(PROFILES, name);
}
