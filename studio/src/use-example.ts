import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';

import { examples } from './bundled-examples.ts';
import type { Example } from './parse-example.ts';

/** How variables stand in the editor; nothing when there are none. */
export function printVariables(variables: Example['variables']): string {
  return Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : '';
}

/** Whether the editors stand: what is put into them earlier is lost. */
export function useEditorsReady(): boolean {
  return useGraphiQL(
    ({ queryEditor, variableEditor, responseEditor }) =>
      queryEditor !== undefined && variableEditor !== undefined && responseEditor !== undefined,
  );
}

/** Puts an example into the editor: into the tab that has it, else over an untouched one, else a new tab. */
export function useOpenExample(): (example: Example) => void {
  const actions = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);

  const goToTab = (example: Example, current: string) => {
    const opened = tabs.findIndex(({ query }) => query === example.query);
    if (opened >= 0) {
      actions.changeTab(opened);
    } else if (!isUntouched(current)) {
      actions.addTab();
    }
    responseEditor?.setValue('');
  };

  return (example) => {
    const current = queryEditor?.getValue() ?? '';
    if (current !== example.query) {
      goToTab(example, current);
    }
    const variables = printVariables(example.variables);
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(variables);
    actions.updateActiveTabValues({ query: example.query, variables });
    // The editor finds the name by itself, but later than a run that follows at once.
    actions.setOperationName(example.operationName);
  };
}

function isUntouched(query: string): boolean {
  return query.trim() === '' || examples.some((example) => example.query === query);
}
