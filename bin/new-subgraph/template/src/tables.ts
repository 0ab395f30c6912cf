import { type InferSelectModel, integer, sqliteTable, text } from '@supergraph/kit/drizzle';

export const sampleTable = sqliteTable('sample', {
  id: text('id').primaryKey(),
  version: integer('version').notNull().default(1),
  name: text('name').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
export type SampleRow = InferSelectModel<typeof sampleTable>;
