# Pairing (English).

### When a pairing ends without a reader, or cannot begin

pairing-busy = Another pairing is going on (since { $since }, { $by }). Run this again when it has ended.
pairing-not-opened = The first request of the pairing did not come. Check that the program and the controller are of the same version.
pairing-no-port = The pairing port cannot be opened ({ $detail }). Check whether another program uses the same port.
pairing-timeout = Nothing was paired within the time. Check the reader's power and that its USB cable is plugged straight into the PC, then run this again. When digits are shown, answer on the reader and on the PC.
pairing-too-many-failures = The port was closed after { $most } failures. Where the two never show the same digits, something may stand between them: plug the cable straight into the PC and run this again.
pairing-too-many-knocks = The port was closed: too many connections. Switch the other readers off and run this again.

pairing-cancelled = The pairing was ended by { $by }. Nothing was enrolled. Start it again if need be.
pairing-left = The pairing was ended because the page that started it was not heard for { $seconds } s. Nothing was enrolled. Start it again if need be.

### When an answer or a cancellation comes for a pairing that is not going on, from somebody else, or about other digits

pairing-over = This pairing is not going on: it has ended, or was ended by somebody. Look at the list of readers, and start it again if the reader is not there.
pairing-of-another = This pairing was started by { $by } at { $since }, who alone can answer. Leave the answer to them, or end it and start your own.
pairing-other-digits = Those are not the digits that the PC shows now. Compare the digits on the reader and on the PC again. Nothing was enrolled.

### At the PC while a pairing goes on

pairing-failed = Reader { $serial } (port { $port }): { $why }
pairing-other-knocks = Another reader, { $serial } (port { $port }), waits to be paired, too. Run this again for it afterwards.
pairing-other-than-wanted = A reader other than the one named waits to be paired: { $serial } (port { $port }).

### When one attempt to pair fails, on the reader and at the PC

pairing-reader-busy = Another reader is being paired. Please wait.
pairing-not-wanted = Reception is waiting for another reader.
pairing-reader-gone = The connection was lost. Check the reader's power and cable. It tries again by itself.
pairing-late = The answer did not come in time. It is tried again by itself.
pairing-commitment = What was sent changed on the way. Something may stand between the two: plug the cable straight into the PC.
pairing-replay = A request that was used before was sent again. Something may stand between the two: plug the cable straight into the PC.
pairing-flaw = The reader's request is not right. Update the reader's software.
pairing-reader-said-no = "Different" was chosen at the reader. Nothing was enrolled.
pairing-staff-said-no = "Different" was chosen at reception. Nothing was enrolled.
pairing-closed = The pairing has ended. Start it again at reception if need be.
pairing-random = The PC gives no random bytes. Restart the PC.

### When a reader asks for a new certificate with another key

renewal-other-key = This reader's registration is not the one that this PC has on record. Register it again at reception ("madoguchi unit pair").

### On the screen of "unit pair"

cli-pairing-opened = Waiting for a reader ({ $seconds } s). Switch it on and plug it straight into a USB port of the PC. Press Ctrl-C to stop.
cli-pairing-reader = Reader { $serial } (port { $port }, { $speed }) is there. Its digits:
cli-pairing-question = Does the reader show the same digits? Type "yes" if they are the same, "no" if they differ:
cli-pairing-same = You said "the same". Choose "same" on the reader, too.
cli-pairing-different = You said "different". Nothing is enrolled.
cli-pairing-not-expected = The digits { $digits } are not the expected { $expected }. Nothing is enrolled.
# When "unit pair" is run where nobody can compare digits
cli-pairing-no-terminal = Somebody has to compare the digits. Run this on a terminal, or hand in the digits that the reader shows on standard input (--digits-from-stdin).
cli-pairing-done = Reader { $serial } is enrolled at { $counter }.
cli-pairing-unknown-speed = speed unknown
cli-pairing-again = The digits changed. Please compare again.
