# A license's life (English): request, installation, return, clock, the PC's parts.

factory-key-unproved = The reader's factory key could not be proved, so it cannot connect. Switch the reader off and on. If it happens again, call the seller.
