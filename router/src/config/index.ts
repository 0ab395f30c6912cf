import { z } from 'zod';

import { authShape } from './auth.ts';
import { clientShape, visitorShape } from './client.ts';
import { corsShape, csrfShape } from './cors.ts';
import { documentsShape } from './documents.ts';
import { errorsShape, introspectionShape } from './exposure.ts';
import { headersShape } from './headers.ts';
import { limitsShape } from './limits.ts';
import { listenShape } from './listen.ts';
import { executionShape } from './execution.ts';
import { plansShape } from './plans.ts';
import { logShape, studioShape } from './process.ts';
import { signingShape, subgraphsShape } from './subgraphs.ts';
import { registryShape } from './registry.ts';
import { supergraphShape } from './supergraph.ts';
import { telemetryShape } from './telemetry.ts';
import { variantsShape } from './variants.ts';
import { workersShape } from './workers.ts';

/** Everything router.yaml can say. Every section may be left out; router.yaml explains each key. */
export const configShape = z.strictObject({
  environment: z.enum(['development', 'test', 'production']).default('development'),
  listen: listenShape,
  workers: workersShape,
  supergraph: supergraphShape,
  registry: registryShape,
  subgraphs: subgraphsShape,
  signing: signingShape,
  auth: authShape,
  headers: headersShape,
  client: clientShape,
  visitor: visitorShape,
  cors: corsShape,
  csrf: csrfShape,
  limits: limitsShape,
  documents: documentsShape,
  plans: plansShape,
  execution: executionShape,
  variants: variantsShape,
  introspection: introspectionShape,
  errors: errorsShape,
  studio: studioShape,
  telemetry: telemetryShape,
  log: logShape,
});

/** The checked configuration; what depends on the environment is resolved by the functions of exposure.ts. */
export type Config = z.infer<typeof configShape>;
