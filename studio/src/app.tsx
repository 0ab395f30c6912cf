import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';

import { examples } from './bundled-examples.ts';
import { EXAMPLES_PLUGIN } from './examples-panel.tsx';
import { StudioContext } from './studio-context.ts';
import type { Studio } from './studio-context.ts';
import { TopBar } from './top-bar.tsx';
import { printVariables } from './use-example.ts';

const plugins = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];
const firstTab = examples
  .slice(0, 1)
  .map(({ query, variables }) => ({ query, variables: printVariables(variables) }));

export function App({ session, client }: Studio) {
  const studio = useMemo(() => ({ session, client }), [session, client]);
  const fetcher = useMemo(
    () => createGraphiQLFetcher({ url: '/graphql', fetch: client.fetch }),
    [client],
  );
  return (
    <StudioContext value={studio}>
      <TopBar />
      <main className="studio-main">
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          visiblePlugin={EXAMPLES_PLUGIN}
          defaultTabs={firstTab}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </StudioContext>
  );
}
