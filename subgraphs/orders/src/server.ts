import { startService } from '@supergraph/kit/service';

import { orders } from './subgraph.ts';

await startService(orders, process.env);
