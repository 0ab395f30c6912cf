import { localeChain, pickByLocale } from '@supergraph/kit/locales';
import type { Mailer } from '@supergraph/kit/mail';

import type { RunInBackground } from './background.ts';
import { mailLink } from './rules/mail-link.ts';
import { wrapText } from './rules/wrap-text.ts';
import { LINK_PATHS, MAIL_TEXTS, type MailKind } from './rules/mail-texts.ts';

const DEFAULT_LOCALE = 'en';

export interface CustomerMail {
  readonly kind: MailKind;
  readonly to: string;
  readonly locale: string | null;
  /** For the mails that have a link. */
  readonly token?: string;
}

/** Sends a mail to a customer in the background: whether it arrives shows in no answer. */
export type Post = (mail: CustomerMail) => void;

export interface PostDeps {
  readonly mailer: Mailer;
  readonly runInBackground: RunInBackground;
  readonly storefrontUrl: string;
}

export function createPost({ mailer, runInBackground, storefrontUrl }: PostDeps): Post {
  return ({ kind, to, locale, token }) => {
    const mail = pickByLocale(
      MAIL_TEXTS[kind],
      localeChain(locale ?? DEFAULT_LOCALE, DEFAULT_LOCALE),
    );
    const path = LINK_PATHS[kind];
    if (mail === undefined) {
      return;
    }
    const link =
      path === undefined || token === undefined ? [] : [mailLink(storefrontUrl, path, token)];
    const text = [wrapText(mail.text), ...link].join('\n\n');
    runInBackground(`mail ${kind}`, () =>
      mailer.send({ to, subject: mail.subject, text: `${text}\n` }),
    );
  };
}
