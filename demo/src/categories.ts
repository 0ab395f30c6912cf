import { departments } from './grammar/departments.ts';
import type { Words } from './grammar/words.ts';
import type { CategoryLine } from './lines.ts';

/** The whole tree, parents before children: department, group, leaf. */
export function* categoryLines(): Generator<CategoryLine> {
  for (const [position, department] of departments.entries()) {
    yield category(department.key, department.name, { position });
    for (const [inDepartment, group] of department.groups.entries()) {
      const parentKey = groupKey(department.key, group.key);
      yield category(parentKey, group.name, { parentKey: department.key, position: inDepartment });
      for (const [inGroup, leaf] of group.leaves.entries()) {
        yield category(leaf.key, leaf.name, { parentKey, position: inGroup });
      }
    }
  }
}

/** A group may share its word with a department or a leaf: garden, for one, lies in garden. */
function groupKey(department: string, group: string): string {
  return `${department}/${group}`;
}

function category(
  key: string,
  name: Words,
  place: { readonly parentKey?: string; readonly position: number },
): CategoryLine {
  return {
    type: 'category',
    key,
    ...place,
    name,
    imageUrl: `https://img.example/categories/${key}.svg`,
  };
}
