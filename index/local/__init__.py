"""The store on one machine: SQLite keeps, FAISS and Tantivy find."""
