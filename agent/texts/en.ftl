# What the reader's screen shows without the controller. The same keys as ja.ftl.
reader-not-paired = Not in use yet (this reader is not enrolled: run `madoguchi unit pair` on the PC).
reader-pairing-failed = It was not enrolled. Check that the cable is plugged straight into the PC. It tries again by itself.
reader-out-of-order = Out of order for now. Please ask at reception.
