import { readFileSync, readdirSync, statSync } from 'node:fs';
import { type Server, createServer } from 'node:net';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { createMailer } from '#src/mail.ts';

import { createTestFolder } from '../testing/database.ts';

/** Speaks as much SMTP as one delivery needs, and keeps what it was told. */
async function startSmtp(): Promise<{ url: string; told: string[]; server: Server }> {
  const told: string[] = [];
  const server = createServer((socket) => {
    let isData = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      told.push(chunk.toString());
      const isEnd = isData && chunk.toString().endsWith('\r\n.\r\n');
      if (isData && !isEnd) {
        return;
      }
      isData = chunk.toString().startsWith('DATA');
      socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, told, server };
}

describe('a mailer with a folder', () => {
  it('shows nobody the half of a mail', async () => {
    using folder = createTestFolder();
    const mailer = createMailer({ folder: folder.path });
    const progress = { isSending: true };
    const text = 'x'.repeat(2_000_000);
    const sending = mailer
      .send({ to: 'ada@example.com', subject: 'Long', text })
      .finally(() => (progress.isSending = false));
    const sizes = new Set<number>();
    while (progress.isSending) {
      for (const file of readdirSync(folder.path).filter((name) => name.endsWith('.eml'))) {
        sizes.add(statSync(path.join(folder.path, file)).size);
      }
      await new Promise(setImmediate);
    }
    await sending;
    const [whole] = readdirSync(folder.path);
    sizes.add(statSync(path.join(folder.path, whole ?? '')).size);
    expect([...sizes]).toEqual([expect.any(Number)]);
  });

  it('writes each mail as a file that a mail program opens', async () => {
    using folder = createTestFolder();
    const target = path.join(folder.path, 'mail');
    const mailer = createMailer({ folder: target });
    await mailer.send({ to: 'ada@example.com', subject: 'Verify', text: 'Code 1234' });
    await mailer.send({ to: 'bob@example.com', subject: 'Verify', text: 'Code 5678' });
    const files = readdirSync(target);
    const texts = files.map((file) => readFileSync(path.join(target, file), 'utf8'));
    expect(files.every((file) => file.endsWith('.eml'))).toBe(true);
    expect(new Set(texts.map((text) => /^To: (.*)$/mu.exec(text)?.[1]))).toEqual(
      new Set(['ada@example.com', 'bob@example.com']),
    );
    expect(texts.filter((text) => text.includes('Code 1234'))).toHaveLength(1);
  });

  it.each(['ada@example.com, eve@example.com', 'ada@example.com\r\nBcc: eve@example.com'])(
    'takes %j for one address',
    async (to) => {
      using folder = createTestFolder();
      await createMailer({ folder: folder.path }).send({ to, subject: 'Hi', text: 'x' });
      const [file = ''] = readdirSync(folder.path);
      const text = readFileSync(path.join(folder.path, file), 'utf8');
      expect(text).toMatch(/^To: <"ada@example\.com.* eve"@example\.com>$/mu);
      expect(text).not.toMatch(/^Bcc:/mu);
    },
  );
});

describe('a mailer with a server', () => {
  it('hands the mail over by SMTP', async () => {
    const { url, told, server } = await startSmtp();
    try {
      await createMailer({ smtpUrl: url }).send({
        to: 'ada@example.com',
        subject: 'Verify',
        text: 'Code 1234',
      });
    } finally {
      server.close();
    }
    expect(told.join('')).toContain('RCPT TO:<ada@example.com>');
    expect(told.join('')).toContain('Code 1234');
  });

  it('rejects when the server is away', async () => {
    const { url, server } = await startSmtp();
    server.close();
    await expect(
      createMailer({ smtpUrl: url }).send({ to: 'a@b.example', subject: 's', text: 't' }),
    ).rejects.toThrow('ECONNREFUSED');
  });
});
