import { notFoundError, validationError } from '@supergraph/kit/user-errors';

import type { Context } from '#src/context.ts';
import { countVote } from '#src/data/articles.ts';

/** Whose vote it is: a hash under the key of this database. */
export function voterOf(
  { keyedHash }: Pick<Context, 'keyedHash'>,
  who: { readonly customerId: string } | { readonly visitorId: string },
): Promise<string> {
  return keyedHash('customerId' in who ? `customer ${who.customerId}` : `visitor ${who.visitorId}`);
}

/** Counts that an article helped, once for each customer, or each browser that is not signed in. */
export async function voteForArticle(context: Context, articleId: string) {
  const { deps, loaders, request } = context;
  const { claims, visitorId } = request;
  if ((await loaders.article.load(articleId)) === null) {
    return refuse(notFoundError(`There is no article "${articleId}".`, ['articleId']));
  }
  if (claims === null && visitorId === null) {
    return refuse(validationError('Only votes with a visitor id or of customers count.'));
  }
  const who = claims === null ? { visitorId: visitorId ?? '' } : { customerId: claims.sub };
  const voter = await voterOf(context, who);
  await deps.db.transaction((tx) => countVote(tx, { articleId, voter }));
  loaders.article.clear(articleId);
  return { article: await loaders.article.load(articleId), errors: [] };
}

function refuse(error: ReturnType<typeof notFoundError> | ReturnType<typeof validationError>) {
  return { article: null, errors: [error] };
}
