"""Documents for readers: files that articles offer, private until an article that names them is public."""
