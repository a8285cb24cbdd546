# How commands are used, and wrong use. The same keys as ja.ftl. For all programs.

### When a command is used wrongly: what is wrong

usage-unknown-argument = There is no argument "{ $arg }" here.
usage-unknown-command = There is no command "{ $command }".
usage-missing-argument = Something is missing: { $missing }
usage-missing-command = "{ $command }" needs a command behind it: { $known }
usage-missing-value = { $arg } has no value.
usage-missing-value-known = { $arg } has no value. It is one of: { $known }
usage-bad-value = { $arg } cannot be "{ $value }".
usage-bad-value-known = { $arg } cannot be "{ $value }". It is one of: { $known }
usage-bad-value-why = { $arg } cannot be "{ $value }": { $why }
usage-out-of-range = { $arg } cannot be "{ $value }". Give a whole number from { $least } to { $most }.
usage-too-small = { $arg } cannot be "{ $value }". Give a whole number of { $least } or more.
usage-number-too-large = { $arg } cannot be "{ $value }": the number is too large. Give a smaller one.
usage-not-a-number = { $arg } cannot be "{ $value }". Give a whole number.
usage-not-an-address = { $arg } cannot be "{ $value }". Give an address such as 192.168.10.1.
usage-conflict = { $arg } cannot be used together with { $others }.
usage-twice = { $arg } can be given once only.
usage-values = { $arg } has another number of values.
usage-equals = Write the value of { $arg } behind "=".
usage-not-text = An argument cannot be read as text (another encoding). Type it again.
usage-no-dash = "-" cannot be used here; write the name of a file or folder
usage-stdin-twice = "-" stands for the standard input, which can be read once: { $arg } and { $other } cannot both come from it. Give the name of a file for one of them, or type the value itself.
usage-failed = The command cannot be read ({ $detail }).

### When a command is used wrongly: what helps

usage-known-commands = Commands here: { $known }
usage-known-options = Options here: { $known }
# When the name of another command of its group was typed behind a command
usage-another-command = "{ $arg }" is another command: { $command }
usage-did-you-mean = Did you mean: { $known }
usage-as-value = To give "{ $arg }" as a value, write "--" before it: { $form }
usage-remove-dashes = To use "{ $command }" as a command, remove the "--" before it.
usage-line = Usage: { $usage }
usage-see-help = For more, use --help.
# Between several words of a list
usage-list = ,{" "}

### Before an act that takes something away

ask = Go on? [y/N]
needs-yes = { $taken } Nothing was changed, because nobody can be asked here. Add --yes to do it.
not-agreed = It was not done. Nothing was changed.
cli-no-reply = The reply could not be read ({ $detail }). Nothing was changed. To go on without being asked, add --yes.

### When an answer cannot be written out

cli-output-failed = The result could not be written ({ $detail }). If something was to be changed, it may have been done all the same: look before you run this again.

### In other sentences: what was read, where a command line says "-" instead of a file

standard-input = the standard input

### In other sentences: why the system refused something

system-not-found = it is not there
system-denied = the rights are missing
system-refused = the connection was refused
system-timed-out = no answer came in time
system-reader-gone = the program that reads it ended before
system-address-in-use = the address is in use
system-no-such-address = this PC has no such address
system-unreachable = there is no way there
system-network-down = the network is down
system-full = the disk is full
system-read-only = the disk is read-only
system-folder = it is a folder
system-not-text = it is not text in UTF-8
system-too-large = it is too large
system-other = system error { $code }

### When --help is asked for

help-commands = Commands:
help-arguments = Arguments:
help-options = Options:
help-placeholder-options = OPTIONS
help-placeholder-command = COMMAND
help-command-help = Show this page, or that of a command
help-argument-help = Show this page
help-argument-version = Show the version
help-default = [else { $value }]
help-known = [{ $known }]
help-known-value = { $value }: { $help }
help-environment = [or by the environment: { $name }]

### In help and usage: the names of values

value-address = ADDRESS
value-class = CLASS
value-code = CODE
value-code-file = CODE|FILE
value-clinic = CLINIC
value-count = COUNT
value-customer = CUSTOMER
value-date = DATE
value-days = DAYS
value-dir = DIR
value-edition = EDITION
value-environment = ENVIRONMENT
value-file = FILE
value-head = HEAD
value-hex = HEX
value-how = HOW
value-id = ID
value-id-file = ID|FILE
value-key = KEY
value-keyid = KEYID
value-kind = KIND
value-kinds = KINDS
value-lang = LANG
value-licenses = LICENSES
value-limit = LIMIT
value-n = N
value-name = NAME
value-net = NET
value-new = NEW
value-note = NOTE
value-month = MONTH
value-number = NUMBER
value-old = OLD
value-request = REQUEST
value-reply = REPLY
value-role = ROLE
value-s = S
value-seats = SEATS
value-serial = SERIAL
value-unit = UNIT
value-t = T
value-text = TEXT
value-time = TIME
value-w = W
