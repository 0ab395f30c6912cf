import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Rejects when the mail could not be handed over. */
  send(mail: Mail): Promise<void>;
}

export type MailerOptions = { readonly from?: string } & (
  | { readonly folder: string }
  | { readonly smtpUrl: string }
);

/** Sends by SMTP, or writes each mail as an .eml file into a folder. */
export function createMailer(options: MailerOptions): Mailer {
  const from = options.from ?? 'Shop <shop@example.com>';
  // As an object, so that a comma in an address cannot add a second recipient.
  const toMessage = ({ to, ...rest }: Mail) => ({ from, to: { name: '', address: to }, ...rest });
  if ('smtpUrl' in options) {
    const transport = createTransport(options.smtpUrl);
    return {
      async send(mail) {
        await transport.sendMail(toMessage(mail));
      },
    };
  }
  const { folder } = options;
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(toMessage(mail));
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${Date.now()}-${randomUUID()}.eml`);
      await writeFile(file, message as Buffer);
    },
  };
}
