import type { Deps } from '#src/context.ts';
import { deleteForgottenToken, findForgottenTokens } from '#src/data/saved-methods.ts';

/** Has the provider forget the methods that were deleted here. */
export async function forgetTokens({ db, provider }: Deps): Promise<void> {
  if (provider === undefined) {
    return;
  }
  for (const { token } of await findForgottenTokens(db.reader, provider.name)) {
    const { status } = await provider.forget(token);
    if (status !== 'unavailable') {
      await db.transaction((tx) => deleteForgottenToken(tx, { token, provider: provider.name }));
    }
  }
}
