export { buildClaims } from './claims.ts';
export { type TestDatabase, createTestDatabase, createTestFolder } from './database.ts';
export { type TestService, createTestService } from './service.ts';
