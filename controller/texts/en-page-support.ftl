# The console's sentences: the page for support.
