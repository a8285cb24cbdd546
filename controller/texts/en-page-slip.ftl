# The paper slip that a patient takes along, and how the counter page prints it (console.slip).

### On the slip, both languages below each other

page-slip-head = Your number
# On a slip of a demo or of a test installation
page-slip-test = TEST
page-slip-next = You are next.
page-slip-before = People before you: { $before }
# The expected wait, where it is known
page-slip-wait = About { $minutes } minutes
page-slip-watch = Please wait until your number is called.
# The ticket was called before its slip was printed
page-slip-called = Please go to { $counter } now.

### At the counter page

# The button of a chosen ticket
page-slip-print = Print the slip
# The name of the hidden frame
page-slip-title = Slip to print
# Where the slip was not there to be printed
page-slip-failed = The slip of number { $number } could not be printed. Reload this page, and print it from the number.
