export type { Logger } from '@supergraph/kit/log';
