import {
  addEnumValue,
  addToOwner,
  makeOptional,
  removeUnused,
  showInaccessible,
} from './complete.ts';
import {
  agreeOnKind,
  defineUnknown,
  dropDuplicate,
  makeObjectType,
  meetInterface,
} from './define.ts';
import { addKnownField, markExternal } from './field-sets.ts';
import { importDirective, linkKnownVersion } from './link.ts';
import { copyAuthorization, repeatArguments } from './match-field.ts';
import type { ProposeRepairs } from './repair.ts';
import { addKeys, shareField } from './share.ts';
import { unifyDefaults, unifyTypes } from './unify.ts';

/** What may be done about a fault, by the composer's code, likeliest first. */
export const REPAIRS_BY_CODE: Readonly<Record<string, readonly ProposeRepairs[]>> = {
  FIELD_TYPE_MISMATCH: [unifyTypes],
  FIELD_ARGUMENT_TYPE_MISMATCH: [unifyTypes],
  EXTERNAL_TYPE_MISMATCH: [unifyTypes],
  EXTERNAL_ARGUMENT_TYPE_MISMATCH: [unifyTypes],
  FIELD_ARGUMENT_DEFAULT_MISMATCH: [unifyDefaults],
  INPUT_FIELD_DEFAULT_MISMATCH: [unifyDefaults],
  EXTERNAL_ARGUMENT_DEFAULT_MISMATCH: [unifyDefaults],
  INVALID_FIELD_SHARING: [addKeys, shareField],
  ENUM_VALUE_MISMATCH: [addEnumValue],
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH: [makeOptional],
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH: [makeOptional],
  EXTERNAL_MISSING_ON_BASE: [addToOwner],
  EXTERNAL_ARGUMENT_MISSING: [repeatArguments],
  MISSING_TRANSITIVE_AUTH_REQUIREMENTS: [copyAuthorization],
  EXTERNAL_UNUSED: [removeUnused],
  REFERENCED_INACCESSIBLE: [showInaccessible],
  INVALID_GRAPHQL: [importDirective, dropDuplicate, meetInterface, defineUnknown, makeObjectType],
  KEY_INVALID_FIELDS: [addKnownField],
  REQUIRES_INVALID_FIELDS: [addKnownField],
  PROVIDES_INVALID_FIELDS: [addKnownField],
  REQUIRES_FIELDS_MISSING_EXTERNAL: [markExternal],
  PROVIDES_FIELDS_MISSING_EXTERNAL: [markExternal],
  TYPE_KIND_MISMATCH: [agreeOnKind],
  UNKNOWN_FEDERATION_LINK_VERSION: [linkKnownVersion],
};
