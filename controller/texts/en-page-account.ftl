# The console's sentences: the page for one's own login.
