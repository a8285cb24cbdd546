# Triage (English): causes and what to do about them, what was seen, what to try next.

### When triage is shown: what it comes to

triage-verdict-reader-fault = It looks like a fault of the reader itself.
triage-verdict-other-part = It does not look like a fault of the reader itself.
triage-verdict-not-yet-known = It is not known yet.

### When triage says whose matter it is

triage-part-reader = the reader
triage-part-power = power
triage-part-cable-or-port = cable or USB port
triage-part-pc = the PC
triage-part-network = the network
triage-part-line = the line to the eligibility check
triage-part-license = the license
triage-part-registration = the reader's registration
triage-part-clock = a clock
triage-part-program = the programs on the reader
triage-part-card = the card
triage-part-place = the place
triage-part-staff = a pause by staff
triage-part-nothing = nothing wrong

### When triage names a cause

triage-fault-reader-board = The reader does not start.
triage-fault-reader-socket = The reader's own USB socket is broken.
triage-fault-reader-camera = The reader's camera is broken.
triage-fault-reader-card-unit = The part of the reader that reads cards is broken.
triage-fault-power-adapter = The reader gets no power.
triage-fault-cable-out = The USB cable is out.
triage-fault-cable-broken = The USB cable is broken.
triage-fault-port-dead = The USB port of the PC is broken.
triage-fault-hub = The reader is connected through a USB hub.
triage-fault-fifth-reader = It is the fifth reader of this PC.
triage-fault-pc-driver = The PC cannot use the reader's network function.
triage-fault-pc-asleep = The PC is asleep, or has not come back whole.
triage-fault-foreign-reader = Another maker's card reader is connected to the same PC.
triage-fault-packet-filter = The PC's firewall stops what the reader sends.
triage-fault-address-overlap = The reader's network overlaps with the clinic's.
triage-fault-eligibility-line = The online eligibility check does not answer.
triage-fault-license-missing = The licenses give no seat for it.
triage-fault-unknown-key = The reader's key is not the one that this PC has on record.
triage-fault-certificate-ended = The reader's certificate has ended.
triage-fault-not-in-fleet = This reader is not registered at this PC.
triage-fault-serial-copy = Two devices with the same serial number are connected.
triage-fault-pc-clock = The PC's clock is wrong.
triage-fault-reader-clock = The reader's clock is wrong.
triage-fault-agent-crash = The reader's program for the connection has stopped.
triage-fault-engine-crash = The reader's program for verification has crashed.
triage-fault-engine-hang = The reader's program for verification does not answer.
triage-fault-card = It is the patient's card.
triage-fault-lighting = Light falls into the reader.
triage-fault-paused = Staff have paused this reader, or work on it.
triage-fault-nothing = Nothing wrong was found with this reader.

### When triage has found the cause: what to do

triage-todo-reader-board = Note the serial number and ask support for a replacement. Until then other readers can serve.
triage-todo-reader-socket = Note the serial number and ask support for a replacement.
triage-todo-reader-camera = Note the serial number and ask support for a replacement. Until then patients can use their PIN.
triage-todo-reader-card-unit = Note the serial number and ask support for a replacement.
triage-todo-power-adapter = Push the adapter's plugs home at both ends, and try another outlet. If it stays dark, ask support for another adapter.
triage-todo-cable-out = Push the USB cable home at the reader and at the PC.
triage-todo-cable-broken = Use a new USB cable. The reader does not have to be sent in.
triage-todo-port-dead = Use another USB port of the PC itself. For the port, ask whoever sold the PC.
triage-todo-hub = Connect the reader to a USB port of the PC itself.
triage-todo-fifth-reader = A PC has at most 4 readers. Take one away, or connect it to another PC.
triage-todo-pc-driver = Switch the reader off, shut the PC down, then switch on the reader and the PC. If that does not help, show the PC's administrator what "madoguchi doctor" says.
triage-todo-pc-asleep = Restart the PC, and set it not to sleep in opening hours.
triage-todo-foreign-reader = Disconnect the other maker's card reader from the PC.
triage-todo-packet-filter = Ask the PC's administrator to add the rules that "madoguchi doctor" shows.
triage-todo-address-overlap = Change the reader's network to the addresses that "madoguchi doctor" shows.
triage-todo-eligibility-line = Look at the line's devices and at the notices on the eligibility terminal, and ask the call center.
triage-todo-license-missing = Look at the seats with "madoguchi license list"; if there are too few, ask the vendor for more.
triage-todo-unknown-key = Pair this reader again (madoguchi unit pair).
triage-todo-certificate-ended = Pair this reader again (madoguchi unit pair).
triage-todo-not-in-fleet = Pair this reader (madoguchi unit pair).
triage-todo-serial-copy = Disconnect the one of the two devices that you do not know, and tell support.
triage-todo-pc-clock = Set the PC's clock.
triage-todo-reader-clock = Switch the reader off and on; if its time is still wrong, tell support.
triage-todo-agent-crash = Switch the reader off and on. If it comes again, tell support.
triage-todo-engine-crash = Switch the reader off and on. If it comes again, tell support the code on its screen.
triage-todo-engine-hang = Switch the reader off and on. If it comes again, tell support the code on its screen.
triage-todo-card = Look for dirt and scratches on the card; if it cannot be read, serve the patient in another way. The municipality can help with the card.
triage-todo-lighting = Turn or move the reader so that neither lamps nor the sun shine into it.
triage-todo-paused = To use it, end the pause with "madoguchi unit resume { $serial }", or the maintenance with "madoguchi unit maintenance { $serial } --end".
triage-todo-nothing = Watch it. If it comes again, look once more at that moment.

### When triage shows what was seen or answered

triage-reading-usb-shown = USB shows it on the PC
triage-reading-usb-not-shown = USB does not show it on the PC
triage-reading-path-direct = no USB hub is in between
triage-reading-path-hub = a USB hub is in between
triage-reading-speed-high = USB is fast enough
triage-reading-speed-slow = USB is slower than USB 2.0
triage-reading-interface-up = the network to the reader is up
triage-reading-interface-down = the network to the reader is down
triage-reading-interface-missing = there is no network to the reader
triage-reading-address-there = the PC has an address on it
triage-reading-address-missing = the PC has no address on it
triage-reading-overlap-none = it overlaps with no other network
triage-reading-overlap-there = it overlaps with another network
triage-reading-door-answers = the port for readers is open
triage-reading-door-held = the port for readers is held shut
triage-reading-contact-made = the reader is connected
triage-reading-contact-none = the reader does not connect
triage-reading-refused-unknown-key = it was refused for its key
triage-reading-refused-ended = it was refused for a certificate that has ended
triage-reading-refused-clock = it was refused for a wrong time
triage-reading-heartbeat-heard = the reader is heard
triage-reading-heartbeat-missing = the reader is silent
triage-reading-seated = it has a seat
triage-reading-no-seat = it has no seat
triage-reading-not-in-fleet = it is not registered at this PC
triage-reading-serial-twice = two devices have its serial number
triage-reading-fleet-full = four others are in use
triage-reading-self-test-passed = the reader reports no fault
triage-reading-code-camera = the reader reports its camera
triage-reading-code-card-unit = the reader reports its card unit
triage-reading-code-engine-crash = its program for verification crashed
triage-reading-code-engine-hang = its program for verification does not answer
triage-reading-code-engine-other = its program for verification reports something else
triage-reading-code-other = the reader reports another code
triage-reading-sessions-fine = the newest sessions ended well
triage-reading-sessions-faces-fail = in the newest sessions faces did not match
triage-reading-sessions-cards-fail = in the newest sessions cards were not read
triage-reading-sessions-time-out = the newest sessions timed out
triage-reading-ended-unplugged = it went from USB last
triage-reading-ended-lost = it was lost suddenly last
triage-reading-ended-closed = it closed in good order last
triage-reading-drops-none = its link was not lost lately
triage-reading-drops-many = its link was lost again and again lately
triage-reading-paused-not = it is not paused
triage-reading-paused-by-staff = staff have paused it, or work on it
triage-reading-foreign-none = there is no other maker's reader
triage-reading-foreign-there = there is another maker's reader
triage-reading-others-serve = the other readers serve
triage-reading-others-differ = other readers have troubles of their own
triage-reading-others-same = the other readers are in the same state
triage-reading-history-clean = nothing is on record of before
triage-reading-history-drops = lost links are on record of before
triage-reading-history-codes = codes are on record of before
triage-reading-pc-clock-right = the PC's clock is right
triage-reading-pc-clock-wrong = the PC's clock is wrong
triage-reading-reader-clock-right = the reader's clock is right
triage-reading-reader-clock-wrong = the reader's clock is wrong
triage-reading-sleep-not = the PC did not sleep
triage-reading-sleep-there = the PC slept or was off
triage-reading-change-nothing = nothing was changed
triage-reading-change-moved = the reader or its cable was moved
triage-reading-change-network = the router, the network or security software was changed
triage-reading-change-system = the PC or Windows was changed or updated
triage-reading-change-license = the license was changed
triage-reading-screen-normal = the reader's screen is as ever
triage-reading-screen-dark = the reader's screen is dark
triage-reading-screen-connecting = the reader's screen waits for a connection
triage-reading-screen-hub = the reader's screen names a USB hub
triage-reading-screen-fifth = the reader's screen says that four others are in use
triage-reading-screen-no-seat = the reader's screen asks for a seat (license)
triage-reading-screen-not-registered = the reader's screen says that it is not registered
triage-reading-screen-card = the reader's screen shows a code for the card (001, 002, 006)
triage-reading-screen-code = the reader's screen shows another code
triage-reading-push-plugs-works = it works with the USB plugs pushed home
triage-reading-push-plugs-same = it is the same with the USB plugs pushed home
triage-reading-swap-cable-works = it works with the cable of another reader
triage-reading-swap-cable-same = it is the same with the cable of another reader
triage-reading-other-port-works = it works at another USB port
triage-reading-other-port-same = it is the same at another USB port
triage-reading-check-power-works = it works with its power plugs or outlet put right
triage-reading-check-power-same = it is the same with its power plugs and outlet checked
triage-reading-swap-adapter-works = it works with the adapter of another reader
triage-reading-swap-adapter-same = it is the same with the adapter of another reader
triage-reading-swap-reader-works = another reader works in its place
triage-reading-swap-reader-same = another reader does not work in its place either
triage-reading-restart-works = it works after the restart
triage-reading-restart-same = it is the same after the restart
triage-reading-other-card-works = another card is read
triage-reading-other-card-same = it is the same with another card
triage-reading-light-none = no light falls in
triage-reading-light-there = light falls in

### When triage asks for the next step

triage-step-look-at-screen = What does the reader's screen show?
triage-step-look-for-hub = Follow the USB cable to the PC. Is a USB hub (a box with several sockets) in between?
triage-step-look-at-pc-clock = Is the PC's clock right?
triage-step-look-at-reader-clock = Is the time on the reader's screen right?
triage-step-look-for-light = Do lamps or the sun shine into the reader?
triage-step-look-for-foreign = Is another maker's card reader connected to this PC?
triage-step-ask-what-changed = Was anything changed before it began?
triage-step-ask-for-sleep = Did the PC sleep, or was it off, when it began?
triage-step-other-card = Try somebody else's card at this reader.
triage-step-push-plugs = Pull the USB cable out and push it home, at the reader and at the PC.
triage-step-check-power = Push the adapter's plugs home at both ends, and try another outlet.
triage-step-other-port = Use another USB port of the PC itself.
triage-step-swap-cable = Connect this reader with the USB cable of another reader that works.
triage-step-swap-adapter = Use the adapter of another reader that works.
triage-step-swap-reader = Put another reader that works in this place, with this cable, port and adapter.
triage-step-other-port-at = Use another USB port of the PC itself: { $port }, where nothing is plugged in as far as the PC sees.
triage-step-swap-cable-with = Connect this reader with the USB cable of { $counter } ({ $unit }), which works, while no patient is there.
triage-step-swap-adapter-with = Use the adapter of { $counter } ({ $unit }), which works, for this reader, while no patient is there.
triage-step-swap-reader-with = Put reader { $unit } ({ $counter }), which works, in this place while no patient is at it, with this cable, port and adapter.
triage-step-restart = Switch the reader off, shut the PC down, then switch on the reader, then the PC.

### Headings of triage

triage-head = Triage of { $unit }
triage-label-for = For it
triage-label-against = Against it
triage-label-todo = To do
triage-label-changed = Changed within 7 days (when it was noticed)
triage-label-replace = To replace it
triage-label-suspects = Possible causes
triage-suspect = { $part }: { $fault } ({ $percent }%)
triage-label-next = Next step
triage-no-next = Nothing more can be tried at the counter. Tell support.
triage-ask-number = Number (0: do not know, cannot; empty: stop):

### When the reason of a replacement is shown beside the reader

triage-ground-fault = Triage named the reader itself: { $fault }
triage-ground-override = Replaced without triage, because: { $reason }

### What changed lately

triage-changed-controller = { $at }: Madoguchi on the PC became { $to } (before: { $from })
triage-changed-system = { $at }: the PC's system became { $to } (before: { $from })
triage-changed-restarted = { $at }: the PC was started again
triage-changed-network = { $at }: the PC's network addresses changed
triage-changed-reader = { $at }: the reader's software became { $to } (before: { $from })
triage-changed-moved = { $at }: the reader was plugged into another port
triage-changed-license = { $at }: a license was installed or returned
