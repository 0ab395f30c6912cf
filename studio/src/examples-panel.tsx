import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import { useState } from 'react';

import { DEMO_LOGINS } from '../demo-logins.ts';

import { examples } from './bundled-examples.ts';
import type { Example } from './parse-example.ts';
import { useSessionState, useStudio } from './studio-context.ts';
import { useEditorsReady, useOpenExample } from './use-example.ts';

export const EXAMPLES_PLUGIN: GraphiQLPlugin = {
  title: 'Examples',
  icon: ExamplesIcon,
  content: ExamplesPanel,
};

const groups = [...Map.groupBy(examples, ({ group }) => group)];

function ExamplesPanel() {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <section className="examples" aria-labelledby="examples-title">
      <h2 id="examples-title">Examples</h2>
      <p className="examples-hint">
        Open one to read it, or run it at once. <code>{'{{…}}'}</code> in variables is filled in
        from earlier answers when the request is sent.
      </p>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {groups.map(([group, members]) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {members.map((example) => (
              <ExampleItem key={example.name} example={example} onProblem={setProblem} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

interface ExampleItemProps {
  readonly example: Example;
  readonly onProblem: (problem: string | null) => void;
}

function ExampleItem({ example, onProblem }: ExampleItemProps) {
  const { client } = useStudio();
  const actions = useGraphiQLActions();
  const open = useOpenExample();
  const ready = useEditorsReady();
  const current = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query);
  const { title, about, needs, query } = example;
  const isCurrent = current === query;

  const openAndRun = async () => {
    open(example);
    const problem = needs === undefined ? null : await client.ensureSignedIn(needs);
    onProblem(problem);
    if (problem === null) {
      actions.run();
    }
  };

  return (
    <li className="example" aria-current={isCurrent ? 'true' : undefined}>
      <button
        type="button"
        className="example-open"
        disabled={!ready}
        onClick={() => open(example)}
      >
        <span>{title}</span>
        {isCurrent && <small>{about}</small>}
        <Needs needs={needs} />
      </button>
      <button
        type="button"
        className="example-run"
        aria-label={`Run: ${title}`}
        title="Run"
        disabled={!ready}
        onClick={() => void openAndRun()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 2.5v11l9.5-5.5z" fill="currentColor" />
        </svg>
      </button>
    </li>
  );
}

function Needs({ needs }: { readonly needs: string | undefined }) {
  const { signIn, login } = useSessionState();
  if (needs === undefined) {
    return null;
  }
  const wanted = DEMO_LOGINS.find(({ name }) => name === needs) ?? DEMO_LOGINS[0];
  const fulfilled = signIn !== null && (needs === 'login' || needs === login);
  return <small>{fulfilled ? 'signed in' : `signs in as ${wanted?.label}`}</small>;
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 5.5h10M4 12h7M4 18.5h7" strokeLinecap="round" />
      <path d="M15 11.5v8l6-4z" strokeLinejoin="round" />
    </svg>
  );
}
