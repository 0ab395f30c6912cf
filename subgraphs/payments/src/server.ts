import { startService } from '@supergraph/kit/service';

import { payments } from './subgraph.ts';

await startService(payments, process.env);
