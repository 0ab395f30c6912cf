import { startService } from '@supergraph/kit/service';

import { search } from './subgraph.ts';

await startService(search, process.env);
