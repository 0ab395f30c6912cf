import { hashJson } from '@supergraph/kit/canonical-json';
import { hashId } from '@supergraph/kit/ids';
import { defineImportType } from '@supergraph/kit/import';

import {
  type ArticleText,
  findContentHash,
  findTakenSlug,
  saveArticle,
} from '#src/data/save-article.ts';
import { type ArticleLine, articleLine } from '#src/rules/article-line.ts';
import { toSlug } from '#src/rules/slug.ts';
import { type Sanitizer, loadSanitizer } from '#src/sanitize.ts';

/** Articles of the help centre. Their HTML is made safe here, so whatever reads them later can show it. */
export function createHelpArticleImport() {
  let loading: Promise<Sanitizer> | undefined;
  return defineImportType({
    schema: articleLine,
    async apply(tx, line) {
      const id = hashId('help', 'helpArticle', line.key);
      const contentHash = hashJson(line);
      const before = await findContentHash(tx, id);
      if (before === contentHash) {
        return 'unchanged';
      }
      loading ??= loadSanitizer();
      const texts = readTexts(line, await loading);
      const empty = texts.find(({ bodyHtml }) => bodyHtml === '');
      if (empty !== undefined) {
        return { rejected: `Nothing of the body in "${empty.locale}" is safe to show.` };
      }
      const slugs = texts.map(({ slug }) => slug);
      const taken = await findTakenSlug(tx, id, slugs);
      if (taken !== undefined) {
        return { rejected: `The slug "${taken}" belongs to another article.` };
      }
      const { category, position } = line;
      await saveArticle(tx, { id, category, position, contentHash }, texts);
      return before === undefined ? 'created' : 'updated';
    },
  });
}

function readTexts(
  { key, title, body, slug }: ArticleLine,
  { toSafeHtml, toWords }: Sanitizer,
): ArticleText[] {
  return Object.entries(title).map(([locale, headline]) => {
    const bodyHtml = toSafeHtml(body[locale] ?? '');
    return {
      locale,
      title: headline,
      slug: slug?.[locale] ?? (toSlug(headline) || toSlug(key)),
      bodyHtml,
      words: toWords(bodyHtml),
    };
  });
}
