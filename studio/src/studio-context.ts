import { createContext, useContext, useSyncExternalStore } from 'react';

import type { GraphClient } from './graph-client.ts';
import type { Session, SessionState } from './session.ts';

export interface Studio {
  readonly session: Session;
  readonly client: GraphClient;
}

/** How the panels, which the editor renders without properties, reach the session. */
export const StudioContext = createContext<Studio | null>(null);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) {
    throw new Error('There is no StudioContext around this component.');
  }
  return studio;
}

export function useSessionState(): SessionState {
  const { session } = useStudio();
  return useSyncExternalStore(session.subscribe, session.state);
}
