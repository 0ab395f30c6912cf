import { expect, it } from 'vitest';

import {
  PASSWORD,
  addCustomer,
  claimsOf,
  findMailedToken,
  startCustomers,
  tryLogin,
  eventually,
} from './build.ts';

const REGISTER = /* GraphQL */ `
  mutation ($input: RegisterInput!) {
    register(input: $input) {
      customer {
        id
        publicName
      }
      accessToken
      refreshToken
      expiresAt
      verificationRequired
      errors {
        __typename
        ... on UserError {
          code
          path
        }
        ... on PasswordPolicyError {
          requirements
        }
      }
    }
  }
`;
const input = {
  email: 'Ada@Example.com',
  password: PASSWORD,
  firstName: 'Ada',
  lastName: 'Lovelace',
  idempotencyKey: 'register-0001',
};

async function register(
  customers: Awaited<ReturnType<typeof startCustomers>>,
  change: object = {},
) {
  const { data } = await customers.service.execute(REGISTER, { input: { ...input, ...change } });
  return data.register;
}

it('makes an account that is signed in at once', async () => {
  await using customers = await startCustomers();
  const { customer, accessToken, verificationRequired, errors } = await register(customers);
  expect(errors).toEqual([]);
  expect(verificationRequired).toBe(true);
  expect(customer.publicName).toBe('Ada L.');
  expect(claimsOf(accessToken)).toMatchObject({ sub: customer.id, roles: [], scopes: [] });
});

it('keeps the refresh token in a cookie that scripts cannot read', async () => {
  await using customers = await startCustomers({ COOKIE_SECURE: '1' });
  const { refreshToken } = await register(customers);
  expect(refreshToken).toBeNull();
  expect(customers.service.cookies).toEqual([
    expect.stringMatching(/^refresh_token=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/u),
  ]);
});

it('mails a link that verifies the address', async () => {
  await using customers = await startCustomers({ STOREFRONT_URL: 'https://shop.example' });
  await register(customers);
  await eventually(() => expect(customers.mails()).toHaveLength(1));
  const [mail] = customers.mails();
  expect(mail).toContain('ada@example.com');
  expect(mail).toMatch(/https:\/\/shop\.example\/verify#[\w-]{43}\n/u);
});

it('writes a plain mail whose link can be copied from the file', async () => {
  await using customers = await startCustomers();
  await register(customers);
  await eventually(() => expect(customers.mails()).toHaveLength(1));
  expect(customers.mails()[0]).toContain('Content-Transfer-Encoding: 7bit');
});

it('makes the account when no mail can be sent', async () => {
  await using customers = await startCustomers({ SMTP_URL: 'smtp://127.0.0.1:1' });
  expect((await register(customers)).errors).toEqual([]);
  expect((await tryLogin(customers, { email: 'ada@example.com' })).errors).toEqual([]);
});

it('writes the mail in the language of the request', async () => {
  await using customers = await startCustomers();
  await customers.service.execute(REGISTER, { input }, { locale: 'de-CH' });
  await eventually(() => expect(customers.mails()[0]).toContain('innerhalb von 48 Stunden'));
});

it('publishes the id, the groups and the roles', async () => {
  await using customers = await startCustomers();
  const { customer } = await register(customers);
  expect(await customers.service.published()).toEqual([
    {
      type: 'customers.customer.registered',
      key: customer.id,
      data: { customerId: customer.id, groups: [], roles: [] },
    },
  ]);
});

it('answers a repeated call with the same customer and without tokens', async () => {
  await using customers = await startCustomers();
  const first = await register(customers);
  const second = await register(customers);
  expect(second).toEqual({ ...first, accessToken: null, expiresAt: null });
  expect(customers.service.cookies).toHaveLength(1);
});

it('refuses the same key with another input', async () => {
  await using customers = await startCustomers();
  await register(customers);
  const { errors } = await register(customers, { firstName: 'Eve' });
  expect(errors).toMatchObject([
    { __typename: 'IdempotencyError', code: 'IDEMPOTENCY_KEY_REUSED' },
  ]);
});

it('does not hand one visitor the account of another with the same key', async () => {
  await using customers = await startCustomers();
  await register(customers);
  const { data } = await customers.service.execute(REGISTER, { input }, { visitorId: 'vis_eve' });
  expect(data.register).toMatchObject({ customer: null, errors: [{ code: 'EMAIL_TAKEN' }] });
});

it('says EMAIL_TAKEN for an address in other letters', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers, { email: 'ada@example.com' });
  const { customer, accessToken, errors } = await register(customers, {
    email: ' ADA@example.COM',
  });
  expect({ customer, accessToken }).toEqual({ customer: null, accessToken: null });
  expect(errors).toEqual([{ __typename: 'EmailTakenError', code: 'EMAIL_TAKEN', path: ['email'] }]);
});

it('hashes the password for a taken address, too', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers, { email: 'ada@example.com' });
  await register(customers);
  expect(customers.hashed.hash).toBe(1);
});

it('makes one account of two calls at the same time', async () => {
  await using customers = await startCustomers();
  const keys = ['register-0001', 'register-0002'];
  const answers = await Promise.all(
    keys.map((idempotencyKey) => register(customers, { idempotencyKey })),
  );
  expect(answers.map(({ errors }) => errors.length)).toEqual(expect.arrayContaining([0, 1]));
});

it.each([
  ['VALIDATION', ['email'], { email: 'ada' }],
  ['VALIDATION', ['email'], { email: 'ada@example.com\r\nBcc: eve@example.com' }],
  ['VALIDATION', ['firstName'], { firstName: 'x'.repeat(81) }],
  ['PASSWORD_POLICY', ['password'], { password: 'short' }],
  ['PASSWORD_POLICY', ['password'], { password: 'x'.repeat(1_000_000) }],
  ['PASSWORD_POLICY', ['password'], { password: 'password123' }],
  ['PASSWORD_POLICY', ['password'], { password: 'ada@example.com' }],
])('says %s of %j in %o', async (code, path, change) => {
  await using customers = await startCustomers();
  expect(await register(customers, change)).toMatchObject({
    customer: null,
    errors: [{ code, path }],
  });
});

it('names every requirement a password does not meet', async () => {
  await using customers = await startCustomers();
  const { errors } = await register(customers, { password: 'aaaa' });
  expect(errors[0].requirements).toEqual(['At least 10 characters.', 'Not a common password.']);
});

it('limits registrations by network address', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_ADDRESS: '1' });
  await register(customers);
  const second = { email: 'eve@example.com', idempotencyKey: 'register-0002' };
  expect((await register(customers, second)).errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
});

const VERIFY = /* GraphQL */ `
  mutation ($token: String!) {
    emailVerify(input: { token: $token }) {
      customer {
        id
      }
      accessToken
      verificationRequired
      errors {
        ... on UserError {
          code
        }
        ... on TokenError {
          expired
        }
      }
    }
  }
`;

async function registerAndReadMail() {
  const customers = await startCustomers();
  await register(customers);
  const token = await eventually(() => {
    const found = findMailedToken(customers, 'confirm your e-mail');
    expect(found).toBeDefined();
    return found;
  });
  const verify = async (presented = token) =>
    (await customers.service.execute(VERIFY, { token: presented })).data.emailVerify;
  return { customers, token, verify };
}

it('verifies the address once, without tokens', async () => {
  const { customers, verify } = await registerAndReadMail();
  await using _ = customers;
  expect(await verify()).toMatchObject({
    accessToken: null,
    verificationRequired: false,
    errors: [],
  });
  expect((await tryLogin(customers, { email: 'ada@example.com' })).verificationRequired).toBe(
    false,
  );
  expect((await verify()).errors).toEqual([{ code: 'TOKEN_INVALID', expired: false }]);
});

it('refuses an expired verification token', async () => {
  const { customers, verify } = await registerAndReadMail();
  await using _ = customers;
  customers.clock.at += 48 * 3_600_000;
  expect((await verify()).errors).toEqual([{ code: 'TOKEN_EXPIRED', expired: true }]);
});

it('refuses a forged verification token', async () => {
  const { customers, verify } = await registerAndReadMail();
  await using _ = customers;
  expect((await verify('A'.repeat(43))).errors).toEqual([
    { code: 'TOKEN_INVALID', expired: false },
  ]);
});

it('ends the first verification link when a second is asked for', async () => {
  const { customers, verify, token } = await registerAndReadMail();
  await using _ = customers;
  const { accessToken } = await tryLogin(customers, { email: 'ada@example.com' });
  const request = { claims: claimsOf(accessToken) };
  await customers.service.execute('mutation { emailVerifyRequest { ok } }', {}, request);
  await eventually(() => expect(customers.mails()).toHaveLength(2));
  expect((await verify(token)).errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});
