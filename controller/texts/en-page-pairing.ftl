# The console's sentences: the readers' page: pairing and identifying.
