import { useState } from 'react';

import { DEMO_LOGINS } from '../demo-logins.ts';
import type { DemoLogin } from '../demo-logins.ts';

import { useSessionState, useStudio } from './studio-context.ts';

/** One click signs in as somebody of the demo data; says who is signed in. */
export function SignInMenu() {
  const { client } = useStudio();
  const { signIn, login } = useSessionState();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const during = async (work: () => Promise<string | null | void>) => {
    setBusy(true);
    setProblem((await work()) ?? null);
    setBusy(false);
  };
  const choose = (wanted: DemoLogin) => during(() => client.signIn(wanted));

  return (
    <div className="bar-group sign-in" role="group" aria-label="Sign in" aria-busy={busy}>
      {problem !== null && (
        <span className="problem" role="alert">
          {problem}
        </span>
      )}
      {signIn === null && <span className="quiet">Sign in as</span>}
      {DEMO_LOGINS.map((demo) => (
        <button
          key={demo.name}
          type="button"
          className="login"
          title={demo.email}
          aria-pressed={login === demo.name}
          disabled={busy}
          onClick={() => void choose(demo)}
        >
          {demo.label}
        </button>
      ))}
      {signIn !== null && (
        <>
          <span className="who" role="status" aria-label="Signed in">
            {signIn.displayName ?? 'Signed in'}
          </span>
          <button type="button" disabled={busy} onClick={() => void during(client.signOut)}>
            Sign out
          </button>
        </>
      )}
    </div>
  );
}
