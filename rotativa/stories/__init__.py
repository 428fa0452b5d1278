"""Stories and their articles: what is written, published, frozen, and asked before it goes out."""
