import process from 'node:process';

import { startService } from '@supergraph/kit/service';

import { customers } from './subgraph.ts';

// The database holds private keys, the mail folder holds tokens: what this process makes is for its user alone.
process.umask(0o077);
await startService(customers, process.env);
