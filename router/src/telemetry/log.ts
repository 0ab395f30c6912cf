export { type Logger, type WriteLine, createLineWriter } from '@supergraph/kit/log';
