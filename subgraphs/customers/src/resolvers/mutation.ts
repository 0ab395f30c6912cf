import type { MutationResolvers } from '../generated/resolvers.ts';
import { accountErase } from './mutation/account-erase.ts';
import { addressDelete, addressSave } from './mutation/address.ts';
import { emailChangeConfirm, emailChangeRequest } from './mutation/email-change.ts';
import { emailVerify, emailVerifyRequest } from './mutation/email-verify.ts';
import { login } from './mutation/login.ts';
import { logout } from './mutation/logout.ts';
import { passwordChange } from './mutation/password-change.ts';
import { passwordReset, passwordResetRequest } from './mutation/password-reset.ts';
import { profileUpdate } from './mutation/profile-update.ts';
import { register } from './mutation/register.ts';
import { rolesSet } from './mutation/roles-set.ts';
import { sessionRefresh } from './mutation/session-refresh.ts';

export const Mutation: MutationResolvers = {
  register,
  emailVerify,
  emailVerifyRequest,
  login,
  sessionRefresh,
  logout,
  passwordResetRequest,
  passwordReset,
  passwordChange,
  emailChangeRequest,
  emailChangeConfirm,
  profileUpdate,
  addressSave,
  addressDelete,
  accountErase,
  rolesSet,
};
