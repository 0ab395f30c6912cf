import { CARRIED_FIELDS, CONTEXT_HEADERS, ENDPOINTS } from '../graph-context.ts';
import type { ContextHeader } from '../graph-context.ts';

import { readEndpoint } from './endpoint.ts';
import { LastAnswerView } from './last-answer.tsx';
import { SignInMenu } from './sign-in-menu.tsx';
import { useSessionState, useStudio } from './studio-context.ts';

export function TopBar() {
  return (
    <header className="bar">
      <h1>
        <Mark />
        Supergraph studio
      </h1>
      <div className="bar-group" role="group" aria-label="Sent with every request">
        <EndpointSelect />
        {CONTEXT_HEADERS.map((contextHeader) => (
          <ContextSelect key={contextHeader.header} {...contextHeader} />
        ))}
        <CarriedValues />
      </div>
      <LastAnswerView />
      <SignInMenu />
    </header>
  );
}

/** Another endpoint is another schema: the page is loaded anew with it. */
function EndpointSelect() {
  return (
    <label className="select" title="Which public schema of the graph is asked">
      <span>Endpoint</span>
      <select
        name="endpoint"
        value={readEndpoint(location.search)}
        onChange={({ target }) => location.assign(`/?endpoint=${target.value}`)}
      >
        {ENDPOINTS.map((endpoint) => (
          <option key={endpoint}>{endpoint}</option>
        ))}
      </select>
    </label>
  );
}

function ContextSelect({ header, label, options }: ContextHeader) {
  const { session } = useStudio();
  const { context } = useSessionState();
  return (
    <label className="select" title={`Sent as ${header}`}>
      <span>{label}</span>
      <select
        name={header}
        value={context[header]}
        onChange={({ target }) =>
          session.update({ context: { ...context, [header]: target.value } })
        }
      >
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}

function CarriedValues() {
  const { session } = useStudio();
  const { carried } = useSessionState();
  return CARRIED_FIELDS.filter(({ field }) => carried[field] !== undefined).map(
    ({ field, header, label }) => (
      <span key={field} className="chip" title={`${header}: ${carried[field]}`}>
        {label}
        <code>{carried[field]?.slice(0, 6)}…</code>
        <button
          type="button"
          aria-label={`Forget the ${label.toLowerCase()}`}
          onClick={() => {
            const { [field]: _, ...rest } = carried;
            session.update({ carried: rest });
          }}
        >
          ×
        </button>
      </span>
    ),
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g stroke="#fff" strokeWidth="2">
        <path d="M16 16 8 9m8 7 8-7m-8 7-8 7m8-7 8 7" />
      </g>
      <g fill="#fff">
        <circle cx="16" cy="16" r="4" />
        <circle cx="8" cy="9" r="3" />
        <circle cx="24" cy="9" r="3" />
        <circle cx="8" cy="23" r="3" />
        <circle cx="24" cy="23" r="3" />
      </g>
    </svg>
  );
}
