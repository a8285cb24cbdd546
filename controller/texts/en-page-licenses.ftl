# The console's sentences: the licenses' page.
