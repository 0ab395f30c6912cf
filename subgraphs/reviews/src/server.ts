import { startService } from '@supergraph/kit/service';

import { subgraph } from './subgraph.ts';

await startService(subgraph, process.env);
