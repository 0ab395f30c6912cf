import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { SendMailOptions, Transporter } from 'nodemailer';

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
  const deliver = 'smtpUrl' in options ? sendBySmtp(options.smtpUrl) : writeInto(options.folder);
  return {
    // The address as an object, so that a comma in it cannot add a second recipient.
    send: ({ to, ...rest }) => deliver({ from, to: { name: '', address: to }, ...rest }),
  };
}

type Deliver = (message: SendMailOptions) => Promise<void>;

// Loaded with the first mail: it costs 20 MB, and most processes never send one.
const loadNodemailer = () => import('nodemailer');

function sendBySmtp(url: string): Deliver {
  let transport: Transporter | undefined;
  return async (message) => {
    const { createTransport } = await loadNodemailer();
    transport ??= createTransport(url);
    await transport.sendMail(message);
  };
}

function writeInto(folder: string): Deliver {
  return async (message) => {
    const { createTransport } = await loadNodemailer();
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
    const sent = await transport.sendMail(message);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, `${Date.now()}-${randomUUID()}.eml`);
    // Renamed when it is whole, so that nobody reads the half of a mail.
    await writeFile(`${file}.part`, sent.message as Buffer, { mode: 0o600 });
    await rename(`${file}.part`, file);
  };
}
