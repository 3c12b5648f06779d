"""Articles, one file a format."""
