# The console's sentences: the page of the day.
