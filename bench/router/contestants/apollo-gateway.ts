// ApolloGateway behind Apollo Server, as their documentation sets them up. Usage: apollo-gateway.ts PORT SUPERGRAPH.
import { readFileSync } from 'node:fs';

import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.argv[3] ?? '', 'utf8'),
  logger: {
    debug: () => undefined,
    info: () => undefined,
    warn: console.error,
    error: console.error,
  },
});
const server = new ApolloServer({ gateway, introspection: false });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.argv[2]) },
});
