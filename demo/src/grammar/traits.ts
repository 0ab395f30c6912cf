import { HOME_AND_FOOD } from './home-and-food-traits.ts';
import type { Trait } from './trait.ts';
import { WEAR_AND_TECH } from './wear-and-tech-traits.ts';

const TRAITS = { ...WEAR_AND_TECH, ...HOME_AND_FOOD };

export type TraitCode = keyof typeof TRAITS;

export const traits: Readonly<Record<TraitCode, Trait>> = TRAITS;
