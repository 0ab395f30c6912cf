import type { GraphQLFormattedError } from 'graphql';

import type { AuthConfig, PolicyRule } from '#src/config/auth.ts';
import type { Denial, DeniedSelection } from '#src/supergraph/requirements/denial.ts';
import type { Grants } from '#src/supergraph/requirements/grants.ts';
import type { OperationAuthorization } from '#src/supergraph/requirements/operation-authorization.ts';

import { PipelineError } from './errors.ts';
import type { Claims } from './facts.ts';

/** Says which of the policies the caller satisfies, of those that the configuration does not know. */
export type EvaluatePolicies = (
  policies: readonly string[],
  claims: Claims | null,
) => ReadonlySet<string> | Promise<ReadonlySet<string>>;

export interface AuthorizeDeps {
  readonly evaluatePolicies?: EvaluatePolicies | undefined;
}

interface AuthorizeRequest {
  readonly operation: OperationAuthorization;
  readonly claims: Claims | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What must not be fetched, and the errors that say so. */
export interface Refusal {
  readonly denial: Denial;
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Undefined when the caller may have everything that the operation selects; answered without waiting unless a policy
 * has to be asked for. With `rejectUnauthorized` it throws UNAUTHENTICATED or UNAUTHORIZED_FIELD_OR_TYPE instead.
 */
export type Authorize = (
  operation: OperationAuthorization,
  claims: Claims | null,
  variables: Readonly<Record<string, unknown>>,
) => Refusal | undefined | Promise<Refusal | undefined>;

export function createAuthorize(
  config: AuthConfig,
  { evaluatePolicies }: AuthorizeDeps = {},
): Authorize {
  const grantsOf = createGrantReader(config);
  return (operation, claims, variables) => {
    if (operation.isOpen) {
      return undefined;
    }
    const request = { operation, claims, variables };
    const grants = grantsOf(claims);
    const asked = evaluatePolicies && listUnknown(operation, config);
    if (!evaluatePolicies || !asked || asked.length === 0) {
      return decide(request, grants, config);
    }
    return askPolicies(evaluatePolicies, asked, { request, grants, config });
  };
}

function decide(
  { operation, claims, variables }: AuthorizeRequest,
  grants: Grants,
  { rejectUnauthorized }: AuthConfig,
): Refusal | undefined {
  const denial = operation.decide(grants);
  if (denial === undefined) {
    return undefined;
  }
  const selections = denial.listSelections(grants, variables);
  const errors = selections.map((selection) => describe(selection, claims));
  if (rejectUnauthorized && errors.length > 0) {
    throw refuse(errors, claims);
  }
  return { denial, errors };
}

interface Asking {
  readonly request: AuthorizeRequest;
  readonly grants: Grants;
  readonly config: AuthConfig;
}

async function askPolicies(
  evaluatePolicies: EvaluatePolicies,
  asked: readonly string[],
  { request, grants, config }: Asking,
): Promise<Refusal | undefined> {
  const answered = await evaluatePolicies(asked, request.claims);
  const policies = new Set([...grants.policies, ...asked.filter((name) => answered.has(name))]);
  return decide(request, { ...grants, policies }, config);
}

function listUnknown({ compiled }: OperationAuthorization, { policies }: AuthConfig): string[] {
  return compiled.policies.filter((name) => !Object.hasOwn(policies, name));
}

const ANONYMOUS: Grants = { signedIn: false, scopes: new Set(), policies: new Set() };

/** Claims of a token that was verified before are the same object, so its grants are worked out once. */
function createGrantReader({
  scopesClaim,
  policies,
}: AuthConfig): (claims: Claims | null) => Grants {
  const known = new WeakMap<Claims, Grants>();
  const rules = Object.entries(policies);
  return (claims) => {
    if (claims === null) {
      return ANONYMOUS;
    }
    const before = known.get(claims);
    if (before !== undefined) {
      return before;
    }
    const held = rules.filter(([, rule]) => satisfies(claims, rule)).map(([name]) => name);
    const scopes =
      scopesClaim === undefined ? (claims['scopes'] ?? claims['scope']) : claims[scopesClaim];
    const grants = {
      signedIn: true,
      scopes: new Set(readNames(scopes)),
      policies: new Set(held),
    };
    known.set(claims, grants);
    return grants;
  };
}

function satisfies(claims: Claims, { claim, contains, equals }: PolicyRule): boolean {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return contains === undefined ? value === equals : readNames(value).includes(contains);
}

/** Issuers write lists as arrays or, as OAuth 2.0 does with scopes, as one text with spaces. */
function readNames(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return value.split(' ').filter((name) => name !== '');
  }
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function describe(selection: DeniedSelection, claims: Claims | null): GraphQLFormattedError {
  const { path, missingScopes, missingPolicies } = selection;
  return {
    message: messageOf(selection, claims),
    path,
    extensions: {
      code: codeOf(claims),
      ...(missingScopes && { missingScopes }),
      ...(missingPolicies && { missingPolicies }),
    },
  };
}

function codeOf(claims: Claims | null): 'UNAUTHENTICATED' | 'UNAUTHORIZED_FIELD_OR_TYPE' {
  return claims === null ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE';
}

function messageOf({ typeName, fieldName }: DeniedSelection, claims: Claims | null): string {
  const coordinate = `"${typeName}.${fieldName}"`;
  return claims === null ? `Sign in to select ${coordinate}.` : `You may not select ${coordinate}.`;
}

/** RFC 6750 section 3.1: the challenge says that credentials, or better ones, are needed. */
function refuse(errors: readonly GraphQLFormattedError[], claims: Claims | null): PipelineError {
  const challenge = claims === null ? 'Bearer' : 'Bearer error="insufficient_scope"';
  return new PipelineError(codeOf(claims), 'A field of the operation is denied.', {
    errors,
    headers: { 'www-authenticate': challenge },
  });
}
