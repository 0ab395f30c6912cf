import { startService } from '@supergraph/kit/service';

import { support } from './subgraph.ts';

await startService(support, process.env);
