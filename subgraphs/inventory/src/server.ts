import { startService } from '@supergraph/kit/service';

import { inventory } from './subgraph.ts';

await startService(inventory, process.env);
