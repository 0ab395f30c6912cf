/** An account of the demo data that the studio can sign in with one click. */
export interface DemoLogin {
  /** What an example's `needs:` line names. */
  readonly name: string;
  readonly label: string;
  readonly email: string;
}

/** Who a request is made as. */
export interface SignIn {
  readonly accessToken: string;
  /** ISO time. */
  readonly expiresAt: string | null;
  /** The name that the graph gives this person. */
  readonly displayName: string | null;
}

export const DEMO_LOGINS: readonly DemoLogin[] = [
  { name: 'shopper', label: 'Shopper', email: 'shopper@example.com' },
  { name: 'agent', label: 'Agent', email: 'agent@example.com' },
  { name: 'merchandiser', label: 'Merchandiser', email: 'merchandiser@example.com' },
  { name: 'admin', label: 'Administrator', email: 'admin@example.com' },
];

const PASSWORD = 'demo-password-1';

const LOGIN = `mutation DemoLogin($input: LoginInput!) {
  login(input: $input) {
    accessToken
    expiresAt
    customer { publicName }
    errors { ... on UserError { message } }
  }
}`;

/** The request that signs somebody in; its answer is for `readSignIn`. */
export function loginRequest({ email }: DemoLogin) {
  return { query: LOGIN, variables: { input: { email, password: PASSWORD } } };
}

/** Ends the session of the access token it is sent with. */
export const LOGOUT_REQUEST = { query: 'mutation DemoLogout { logout { ok } }' };

/** A payload that carries an access token signs the studio in, whichever operation it came from. */
export function readSignIn(payload: Readonly<Record<string, unknown>>): SignIn | null {
  const { accessToken, expiresAt, customer } = payload;
  if (typeof accessToken !== 'string') {
    return null;
  }
  return {
    accessToken,
    expiresAt: typeof expiresAt === 'string' ? expiresAt : null,
    displayName: readName(customer),
  };
}

function readName(customer: unknown): string | null {
  return typeof customer === 'object' && customer !== null && 'publicName' in customer
    ? String(customer.publicName)
    : null;
}
