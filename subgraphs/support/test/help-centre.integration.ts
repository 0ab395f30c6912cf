import { describe, expect, it } from 'vitest';

import {
  type Request,
  type SupportService,
  asAgent,
  asCustomer,
  open,
  openSupport,
  read,
} from './build.ts';

const RETURNS = {
  type: 'helpArticle',
  key: 'returns',
  category: 'RETURN',
  position: 1,
  title: { en: 'How to return something', de: 'Etwas zurückgeben', fr: 'Retourner un article' },
  body: {
    en: '<p>Within <b>30 days</b> you can send anything back.</p>',
    de: '<p>Innerhalb von 30 Tagen, auch bei falscher Größe.</p>',
    fr: '<p>Vous pouvez tout renvoyer, même abîmé.</p>',
  },
};
const PARCEL = {
  type: 'helpArticle',
  key: 'parcel',
  category: 'DELIVERY',
  position: 0,
  title: { en: 'Where is my parcel?' },
  body: { en: '<p>Follow it by its number. Sent back? See there.</p>' },
};

async function openCentre(): Promise<SupportService> {
  const service = await openSupport();
  await service.import([RETURNS, PARCEL]);
  return service;
}

async function list(service: SupportService, args: string, as: Request = {}) {
  const text = `{ helpArticles${args} { totalCount nodes { id slug title locale } pageInfo { hasNextPage endCursor } } }`;
  const { data, errors } = await service.execute(text, {}, as);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data.helpArticles;
}

const titles = async (service: SupportService, args: string, as?: Request) =>
  (await list(service, args, as)).nodes.map(({ title }: { title: string }) => title);

describe('helpArticles', () => {
  it('come in the order of the help centre, for anybody', async () => {
    await using service = await openCentre();
    expect(await titles(service, '')).toEqual(['Where is my parcel?', 'How to return something']);
  });

  it('come in the language of the request, or the nearest one', async () => {
    await using service = await openCentre();
    expect((await list(service, '', { locale: 'de-CH' })).nodes).toMatchObject([
      { locale: 'en', slug: 'where-is-my-parcel' },
      { locale: 'de', slug: 'etwas-zuruckgeben' },
    ]);
  });

  it.each([
    ['en', 'parcel', ['Where is my parcel?']],
    ['de', 'GROSSE', []],
    ['de', 'große', ['Etwas zurückgeben']],
    ['fr', 'abime', ['Retourner un article']],
    ['fr', 'renv', ['Retourner un article']],
    ['de', 'renvoyer', []],
    ['en', 'b', ['How to return something', 'Where is my parcel?']],
  ])('in %s are found by "%s", in the text that is shown', async (locale, query, found) => {
    await using service = await openCentre();
    const all = await titles(service, `(query: "${query}")`, { locale });
    expect(all.toSorted()).toEqual(found);
  });

  it('come the best match first', async () => {
    await using service = await openCentre();
    const sent = { ...PARCEL, key: 'sent', title: { en: 'Sent back' }, body: { en: '<p>x</p>' } };
    await service.import([sent]);
    expect(await titles(service, '(query: "sent back")')).toEqual([
      'Sent back',
      'Where is my parcel?',
    ]);
  });

  it.each(['', 'query: "back", '])('come page by page: %j', async (query) => {
    await using service = await openCentre();
    const first = await list(service, `(${query}first: 1)`);
    const second = await list(service, `(${query}first: 1, after: "${first.pageInfo.endCursor}")`);
    expect([first.totalCount, first.nodes.length, second.nodes.length]).toEqual([2, 1, 1]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(second.nodes[0].id).not.toBe(first.nodes[0].id);
  });

  it('takes as many statements for a short list as for a long one', async () => {
    await using service = await openCentre();
    const count = () => service.countStatements(() => list(service, '(first: 50)'));
    await count();
    const short = await count();
    await service.import(
      Array.from({ length: 20 }, (_, at) => ({
        ...PARCEL,
        key: `k${at}`,
        title: { en: `Nr ${at}` },
      })),
    );
    expect(await count()).toBe(short);
  });
});

describe('helpArticleBySlug', () => {
  it.each([
    ['retourner-un-article', 'de', 'Etwas zurückgeben'],
    ['how-to-return-something', 'en', 'How to return something'],
  ])('finds %s, whatever language it is of', async (slug, locale, title) => {
    await using service = await openCentre();
    const text = `{ helpArticleBySlug(slug: "${slug}") { title } }`;
    expect((await service.execute(text, {}, { locale })).data.helpArticleBySlug).toEqual({ title });
  });

  it('is null for a slug that nothing has', async () => {
    await using service = await openCentre();
    const { data } = await service.execute('{ helpArticleBySlug(slug: "none") { title } }');
    expect(data.helpArticleBySlug).toBe(null);
  });
});

describe('import lines of articles', () => {
  const importOne = (service: SupportService, more: object) =>
    service.import([{ ...PARCEL, ...more }]);

  it('change nothing the second time, and what differs after that', async () => {
    await using service = await openCentre();
    expect((await importOne(service, {})).counts).toMatchObject({ helpArticle: { unchanged: 1 } });
    expect((await importOne(service, { title: { en: 'Lost?' } })).counts).toMatchObject({
      helpArticle: { updated: 1 },
    });
    expect([
      await titles(service, '(query: "lost")'),
      await titles(service, '(query: "where")'),
    ]).toEqual([['Lost?'], []]);
  });

  it.each([
    ['<p onclick="steal()">Hi<script>steal()</script></p>', '<p>Hi</p>'],
    ['<a href="javascript:steal()">Hi</a>', '<a>Hi</a>'],
    ['<img src="https://spy.example/x"><p style="position:fixed">Hi</p>', '<p>Hi</p>'],
    [
      '<h2>Hi</h2><a href="https://shop.example/x">there</a>',
      '<h2>Hi</h2><a href="https://shop.example/x">there</a>',
    ],
  ])('are made safe to show: %s', async (body, safe) => {
    await using service = await openSupport();
    await importOne(service, { body: { en: body } });
    const { data } = await service.execute('{ helpArticles { nodes { bodyHtml } } }');
    expect(data.helpArticles.nodes).toEqual([{ bodyHtml: safe }]);
  });

  it.each([
    [{ body: { en: '<script>x</script>' } }, 'Nothing of the body in "en" is safe to show.'],
    [
      { body: { de: '<p>x</p>' } },
      'An article has a body in the languages that it has a title in.',
    ],
    [{ key: 'other' }, 'The slug "where-is-my-parcel" belongs to another article.'],
    [{ category: 'WEATHER' }, 'category'],
  ])('are rejected with a reason: %j', async (more, reason) => {
    await using service = await openCentre();
    const { rejected } = await importOne(service, more);
    expect(rejected).toMatchObject([
      { line: 1, reason: expect.stringContaining(reason) as unknown },
    ]);
  });
});

describe('helpArticleVote', () => {
  const vote = async (service: SupportService, as: Request) => {
    const [{ id }] = (await list(service, '')).nodes;
    const text = `mutation ($id: ID!) { helpArticleVote(input: { articleId: $id }) {
      article { helpfulCount } errors { ... on UserError { code message path } } } }`;
    return (await service.execute(text, { id }, as)).data.helpArticleVote;
  };

  it('counts once for each visitor and each customer', async () => {
    await using service = await openCentre();
    await vote(service, { visitorId: 'vis_1' });
    await vote(service, { visitorId: 'vis_1' });
    await vote(service, { visitorId: 'vis_2' });
    await vote(service, { visitorId: 'vis_2', ...asCustomer() });
    expect(await vote(service, { visitorId: 'vis_3', ...asCustomer() })).toEqual({
      article: { helpfulCount: 3 },
      errors: [],
    });
  });

  it('needs a visitor', async () => {
    await using service = await openCentre();
    expect((await vote(service, { visitorId: null })).errors).toMatchObject([
      { code: 'VALIDATION' },
    ]);
  });

  it('stays counted when the article is imported again', async () => {
    await using service = await openCentre();
    await vote(service, {});
    await service.import([{ ...PARCEL, title: { en: 'Parcels' } }]);
    expect((await vote(service, {})).article).toEqual({ helpfulCount: 1 });
  });

  it('says NOT_FOUND for an article that is not there', async () => {
    await using service = await openCentre();
    const text =
      'mutation { helpArticleVote(input: { articleId: "help_none" }) { errors { ... on UserError { code message path } } } }';
    expect((await service.execute(text)).data.helpArticleVote.errors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no article "help_none".', path: ['articleId'] },
    ]);
  });
});

describe('suggestedArticles', () => {
  const suggest = async (service: SupportService, input: object, as = asAgent()) => {
    const { id } = await open(service, { ...input });
    const { suggestedArticles } = await read(service, id, 'suggestedArticles { title }', as);
    return suggestedArticles.map(({ title }: { title: string }) => title);
  };

  it('share words with the subject, the best match first', async () => {
    await using service = await openCentre();
    const input = { category: 'OTHER', subject: 'I want to return my parcel' };
    expect((await suggest(service, input)).toSorted()).toEqual([
      'How to return something',
      'Where is my parcel?',
    ]);
  });

  it('are of its category, when no word is shared', async () => {
    await using service = await openCentre();
    expect(await suggest(service, { category: 'RETURN', subject: 'Hm?' })).toEqual([
      'How to return something',
    ]);
  });

  it('come in the language of the request', async () => {
    await using service = await openCentre();
    const as = { ...asAgent(), locale: 'fr' };
    expect(await suggest(service, { category: 'RETURN', subject: 'Hm?' }, as)).toEqual([
      'Retourner un article',
    ]);
  });

  it('are three at most', async () => {
    await using service = await openCentre();
    await service.import(
      Array.from({ length: 5 }, (_, at) => ({
        ...PARCEL,
        key: `k${at}`,
        title: { en: `Nr ${at}` },
      })),
    );
    expect(await suggest(service, { category: 'DELIVERY' })).toHaveLength(3);
  });
});
