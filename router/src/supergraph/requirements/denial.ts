import type { CompiledAuthorization, Condition, GuardedField } from './compile-authorization.ts';
import { type Grants, listMissing } from './grants.ts';
import type { Alternatives } from './requirement.ts';

/** One denied selection, as the client is told of it. */
export interface DeniedSelection {
  readonly typeName: string;
  readonly fieldName: string;
  /** Response names down to the field, without the indices of lists. */
  readonly path: readonly string[];
  /** Any one of the lists of scopes would do. Undefined when scopes are not what is lacking. */
  readonly missingScopes: Alternatives | undefined;
  readonly missingPolicies: Alternatives | undefined;
}

/** The fields of one operation that one kind of callers may not have. Equal keys of an operation mean equal fields. */
export class Denial {
  readonly key: string;
  readonly #compiled: CompiledAuthorization;
  readonly #requirements: ReadonlySet<number>;
  readonly #fieldsOf: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(compiled: CompiledAuthorization, requirements: readonly number[]) {
    this.key = requirements.join('.');
    this.#compiled = compiled;
    this.#requirements = new Set(requirements);
    this.#fieldsOf = groupByType(compiled.fields.filter((field) => this.#isDenied(field)));
  }

  /** Says of fields of the operation, by the type they are selected on, whether they must not be fetched. */
  isDenied(typeName: string, fieldName: string): boolean {
    return this.#fieldsOf.get(typeName)?.has(fieldName) === true;
  }

  /** What the client is told: every denied selection that @skip and @include let stand, none below another. */
  listSelections(
    grants: Grants,
    variables: Readonly<Record<string, unknown>>,
  ): readonly DeniedSelection[] {
    const told = new Map<string, DeniedSelection>();
    for (const field of this.#compiled.fields) {
      if (this.#isDenied(field) && !this.#isBelowDenied(field) && isSelected(field, variables)) {
        told.set(`${field.typeName}.${field.fieldName} ${field.path.join('.')}`, {
          typeName: field.typeName,
          fieldName: field.fieldName,
          path: field.path,
          ...this.#describeMissing(field, grants),
        });
      }
    }
    return [...told.values()];
  }

  #isDenied({ requirement }: GuardedField): boolean {
    return this.#requirements.has(requirement);
  }

  #isBelowDenied({ above }: GuardedField): boolean {
    const field = this.#compiled.fields[above];
    return field !== undefined && (this.#isDenied(field) || this.#isBelowDenied(field));
  }

  #describeMissing(
    field: GuardedField,
    { scopes, policies }: Grants,
  ): Pick<DeniedSelection, 'missingScopes' | 'missingPolicies'> {
    const requirement = this.#compiled.requirements[field.requirement];
    return {
      missingScopes: listMissing(requirement?.scopes, scopes),
      missingPolicies: listMissing(requirement?.policies, policies),
    };
  }
}

function groupByType(fields: readonly GuardedField[]): ReadonlyMap<string, ReadonlySet<string>> {
  const grouped = new Map<string, Set<string>>();
  for (const { typeName, fieldName } of fields) {
    const names = grouped.get(typeName) ?? new Set();
    grouped.set(typeName, names.add(fieldName));
  }
  return grouped;
}

function isSelected(
  { conditions }: GuardedField,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return conditions.every((condition) => valueOf(condition, variables) === condition.selectsWhen);
}

function valueOf(condition: Condition, variables: Readonly<Record<string, unknown>>): boolean {
  return typeof condition.if === 'string' ? variables[condition.if] === true : condition.if;
}
