import { startService } from '@supergraph/kit/service';

import { erp } from './subgraph.ts';

await startService(erp, process.env);
