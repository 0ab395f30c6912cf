/**
 * ApolloGateway exports metrics to a server of its vendor unless this variable is set when it is constructed, and
 * offers no option for it. It is set beside the construction, so that no way into this code can forget it.
 */
export function disableApolloTelemetry(): void {
  // oxlint-disable-next-line node/no-process-env
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
