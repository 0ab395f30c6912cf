import { beauty } from './beauty.ts';
import type { Department, Group, Leaf } from './department.ts';
import { electronics } from './electronics.ts';
import { fashion } from './fashion.ts';
import { food } from './food.ts';
import { garden } from './garden.ts';
import { home } from './home.ts';
import { kitchen } from './kitchen.ts';
import { sport } from './sport.ts';
import { toys } from './toys.ts';

/** The roots of the category tree, in menu order. */
export const departments: readonly Department[] = [
  fashion,
  electronics,
  home,
  kitchen,
  beauty,
  sport,
  food,
  toys,
  garden,
];

/** A leaf with the way to it. */
export interface Shelf {
  readonly department: Department;
  readonly group: Group;
  readonly leaf: Leaf;
}

/** Every leaf of the tree, department by department. */
export const shelves: readonly Shelf[] = departments.flatMap((department) =>
  department.groups.flatMap((group) => group.leaves.map((leaf) => ({ department, group, leaf }))),
);
