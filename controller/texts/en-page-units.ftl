# The console's sentences: the readers' page.
