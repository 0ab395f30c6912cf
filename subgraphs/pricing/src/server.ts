import { startService } from '@supergraph/kit/service';

import { pricing } from './subgraph.ts';

await startService(pricing, process.env);
