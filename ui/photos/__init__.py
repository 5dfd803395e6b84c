"""Photos and files of records on the screen."""
