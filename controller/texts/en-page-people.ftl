# The console's sentences: the page of people and records.
