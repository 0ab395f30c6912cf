import {
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  Kind,
  type ValueNode,
  defaultFieldResolver,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

import { ClientError } from './errors.ts';
import type { Claims } from './request-context.ts';

/** What a caller must have: a sign-in, and of each group of scopes one whole alternative. */
interface Requirement {
  readonly signedIn: boolean;
  /** All of the outer list; in each, any one of the alternatives; in an alternative, every scope. */
  readonly scopes: readonly (readonly (readonly string[])[])[];
}

interface AuthorizedContext {
  readonly request: { readonly claims: Claims | null };
}

/**
 * Enforces `@authenticated` and `@requiresScopes` of the SDL in the subgraph itself, on fields and through the types
 * that fields return. The router enforces them first; a subgraph does not rely on that.
 */
export function enforceAuthorization(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) {
      const ofType = readRequirement(directivesOf(type));
      for (const field of Object.values(type.getFields())) {
        guardField(field, [ofType, ...requirementsOfField(field)]);
      }
    }
  }
}

function requirementsOfField(field: GraphQLField<unknown, unknown>): Requirement[] {
  return [
    readRequirement(field.astNode?.directives ?? []),
    readRequirement(directivesOf(getNamedType(field.type))),
  ];
}

function guardField(field: GraphQLField<unknown, AuthorizedContext>, all: Requirement[]): void {
  const requirement: Requirement = {
    signedIn: all.some(({ signedIn }) => signedIn),
    scopes: all.flatMap(({ scopes }) => scopes),
  };
  if (!requirement.signedIn && requirement.scopes.length === 0) {
    return;
  }
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (...call) => {
    const [, , context] = call;
    assertAllowed(context.request.claims, requirement);
    return resolve(...call);
  };
}

function assertAllowed(claims: Claims | null, { scopes }: Requirement): void {
  if (claims === null) {
    throw new ClientError('UNAUTHENTICATED', 'Sign in to read or change this.');
  }
  for (const alternatives of scopes) {
    if (!alternatives.some((needed) => needed.every((scope) => claims.scopes.includes(scope)))) {
      const named = alternatives.map((needed) => needed.join(' and ')).join(', or ');
      throw new ClientError('FORBIDDEN', `This needs the scope ${named}.`, {
        requiredScopes: alternatives,
      });
    }
  }
}

function directivesOf(type: GraphQLNamedType): readonly ConstDirectiveNode[] {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  const own = nodes.flatMap((node) => node?.directives ?? []);
  const ofInterfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  return [...own, ...ofInterfaces.flatMap((parent) => directivesOf(parent))];
}

function readRequirement(directives: readonly ConstDirectiveNode[]): Requirement {
  const scopes = directives
    .filter(({ name }) => name.value === 'requiresScopes')
    .flatMap((directive) => directive.arguments ?? [])
    .filter(({ name }) => name.value === 'scopes')
    .map(({ value }) =>
      readLists(value).map((alternative) => readLists(alternative).map(readText)),
    );
  return { signedIn: directives.some(({ name }) => name.value === 'authenticated'), scopes };
}

function readLists(node: ValueNode): readonly ValueNode[] {
  return node.kind === Kind.LIST ? node.values : [node];
}

function readText(node: ValueNode): string {
  return node.kind === Kind.STRING ? node.value : '';
}
