# What a fault's code means: "madoguchi explain", and /faults of the console. The sentences of each code are in proto/faults/faults.toml.

### About one fault's code

fault-title = { $code } { $title }
# When the code of a reader's own screen was asked for.
fault-of-screen = "{ $screen }" is a code of the reader's own screen.
fault-head-text = What it means
fault-head-matter = Whose matter it is
fault-head-todo = What to do now
fault-head-tell = What to tell support
fault-head-send-in = Sending the reader in
fault-head-screen = Code on the reader's screen
fault-head-names = Names for programs
fault-send-in-yes = If that does not help and support finds that the reader itself is broken, it can be sent in and is replaced.
fault-send-in-no = Do not send it in. The reader itself is not broken and would come back as it is.

### Whose matter a fault is

fault-matter-reader = The reader itself
fault-matter-port = A cable or a USB port
fault-matter-power = Its AC adapter, or the outlet
fault-matter-place = The place where the reader stands
fault-matter-pc = The PC (ask where it was bought)
fault-matter-network = The clinic's network
fault-matter-line = The dedicated line (ask the company that installed it)
fault-matter-license = A license
fault-matter-card = The patient's card
fault-matter-choice = What the patient chose or did
fault-matter-vendor = The maker or the vendor
fault-matter-desk = What was typed or asked for (nothing is broken)

### What support is told

fault-tell-code = the code ({ $code }) and the sentence that was shown
fault-tell-screen = code and words on the reader's screen
fault-tell-serial = the reader's serial (on its label)
fault-tell-port = which USB port, and the cable's length
fault-tell-others = how the other readers on the same PC are
fault-tell-when = since when, and what was changed before
fault-tell-versions = the versions of madoguchi and of the reader
fault-tell-doctor = what "madoguchi doctor" says
fault-tell-log = the log of that time
fault-tell-config = the configuration file
fault-tell-license = the license's id, and the short number of this PC
fault-tell-command = the command that was typed

### The list of faults' codes

faults-title = All codes of faults
faults-about = Choose the code that was shown: what it means, whose matter it is, what to do now, and what to tell support.
faults-explain = "madoguchi explain CODE" explains one.
faults-area-0 = Madoguchi on this PC
faults-area-1 = Readers
faults-area-2 = Cables and USB ports
faults-area-3 = Network and dedicated line
faults-area-4 = Enrolment of readers
faults-area-5 = Licenses
faults-area-6 = Cards and patients
faults-area-7 = Reception
faults-area-8 = What is typed and configured
faults-area-9 = The vendor's tool

### When an unknown code or name was asked for

no-such-fault = There is no code or name "{ $typed }". Ask for a code such as MDG-0204, its digits, a name for programs (behind-hub), or the three digits on a reader's screen. "madoguchi explain" and the page /faults list all codes.
