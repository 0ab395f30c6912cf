-- The words of each document, folded and separated by spaces, so that a tokenizer has nothing to decide.
CREATE VIRTUAL TABLE `doc_fts` USING fts5(name, brand, category, attributes, description, sku, content='', contentless_delete=1, detail=column, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE `doc_vocabulary` USING fts5vocab(doc_fts, 'row');
