import { startService } from '@supergraph/kit/service';

import { cart } from './subgraph.ts';

await startService(cart, process.env);
