import { departments } from './grammar/departments.ts';
import type { Words } from './grammar/words.ts';
import { demoKey } from './keys.ts';
import type { CategoryLine } from './lines.ts';

/** The whole tree, parents before children: department, group, leaf. */
export function* categoryLines(): Generator<CategoryLine> {
  for (const [position, department] of departments.entries()) {
    yield category(department.key, department.name, { position });
    for (const [inDepartment, group] of department.groups.entries()) {
      // A group may share its word with a department or a leaf: garden, for one, lies in garden.
      const groupKey = `${department.key}/${group.key}`;
      const place = { parentKey: demoKey(department.key), position: inDepartment };
      yield category(groupKey, group.name, place);
      for (const [inGroup, leaf] of group.leaves.entries()) {
        yield category(leaf.key, leaf.name, { parentKey: demoKey(groupKey), position: inGroup });
      }
    }
  }
}

function category(
  key: string,
  name: Words,
  place: { readonly parentKey?: string; readonly position: number },
): CategoryLine {
  return {
    type: 'category',
    key: demoKey(key),
    ...place,
    name,
    imageUrl: `https://img.example/categories/${key}.svg`,
  };
}
