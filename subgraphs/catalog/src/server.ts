import { startService } from '@supergraph/kit/service';

import { catalog } from './subgraph.ts';

await startService(catalog, process.env);
