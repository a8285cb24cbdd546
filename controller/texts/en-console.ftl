# The console: the counter page, the board in the waiting room, the page of one ticket.

### On every page of the console

# The link to the page in the other language
page-other-language = 日本語
page-nav = Pages
# When the browser runs no scripts
page-no-script = This page needs JavaScript. Allow it in the browser's settings.
# When the browser is from before November 2021
page-old-browser = This browser is too old for this page. Open it in a newer Microsoft Edge, Google Chrome or Firefox.
# The band of a demo's pages
page-demo = This is a demo. Neither patients nor readers are real.
# The band of a test installation's pages
page-test = [TEST] This is a test environment. It is not for seeing patients.
# The band while the controller is not heard
page-cut-off = The connection to madoguchi is lost. What is shown is from { $at }, and nothing can be done now. The page comes back by itself; what you have typed stays.
# The same on a page that was never connected
page-cut-off-at-once = madoguchi has not been reached yet. The page fills itself once it is.
# Said to a screen reader once the controller is heard again
page-heard-again = The connection to madoguchi is back.
# Below a button whose request has got no answer yet
page-menu = Other pages
page-title-units = Readers
page-title-licenses = Licenses
page-title-day = Today
page-title-support = Support
page-title-people = People and records
page-title-account = My login
page-on-its-way = Sending…
page-login-password = Password
page-login-code = Code of the app, or a recovery code (only with a second factor)
page-login-submit = Log in
page-number = Number
page-ticket-number = Number { $number }
page-close = Close
page-leave = Leave

### The counter page: its head

page-title-counter = Reception
page-to-board = Open the waiting room's board
page-guide-reception = Guide for reception (to print)
page-guide-down = When it is down (to print)
page-keys = Keys
page-figures = Waiting { $waiting } · closed today { $closed }
# In the head after the day's end, with nobody left
page-day-closed = The day has been ended.

### The counter page: adding a patient

page-add-head = New patient
# The placeholder of an empty number
page-next-number = next number
page-add = Add
# The toggle for a wheelchair or a child
page-seated = Wheelchair or child
page-more-wishes = Other needs
page-class = Class
page-wish-no = no
page-wish-prefers = preferred
page-wish-needs = needed
# A reader as a wish
page-wish-reader = reader at { $reader }
# A preference as a small label
page-preferred = prefers { $wish }
# After a patient was added
page-added = Number { $number } was added.
# The question where a need is refused that no reader has, and its answer
page-ask-insist = No reader has this
page-insist = Add it all the same

### The counter page: the readers

page-readers = Readers
# A device that shows no name and no serial number
page-reader-unknown = unknown reader
page-tile-free = Free
page-tile-called = Called
page-tile-work = At the reader
page-tile-walk-up = In use, not called
page-tile-done = Card still there
page-tile-paused = Paused
page-tile-maintenance = In maintenance
page-tile-restarting = Restarting
page-tile-offline = Not connected
page-tile-seatless = Cannot be used
page-tile-fault = Fault
# A reader that is paused once it is free
page-tile-pauses = pauses next
# Before the time that a call still stands
page-time-left = left

### The counter page: the queue

page-waiting = Waiting
page-nobody-waits = Nobody is waiting.
page-attention = Numbers that need you
page-alarms = Notices: { $count }
page-closed-today = Closed today
# Said before the time waited
page-waited = waited
# When the patient arrived, as another system wrote it
page-arrived-elsewhere = Arrived at { $time } by another system (this changes no place in the queue)
page-minutes = { $minutes } min
page-hours = { $hours } h { $minutes } min
# The expected wait
page-expected = about { $minutes } more
# A ticket of an earlier day
page-of-day = of { $day }
# The bar while the newest act or call can be undone
page-undo-what = The newest act on number { $number } can still be undone.

### The acts on a ticket

page-act-call = Call
page-act-send = Call to a reader
page-act-back = Put back
page-act-park = Park
page-act-move = Set the reader
page-act-change = Change
page-act-drop-need = Drop a need
page-act-done = Done by other means
page-act-cancel = Cancel
page-act-reopen = Reopen
page-act-undo = Undo
page-act-pause = Pause
page-act-resume = Resume
page-ready-at = { $text } (check before opening, { $at })
# In place of a command in a sentence: the number's own page, the counter page, a new ticket
page-open-ticket = number { $number }
page-open-list = the list
page-open-day = the page of the day
# The same on that page itself
page-open-here = this page
page-add-again = Add
# The link from the chosen ticket
page-open-story = Story
page-unselect = Unselect
# A held ticket whose number a ticket of today has
page-number-hidden = A ticket of today has the same number, so nothing can be done with this one here.
# Below a refusal: what was done with the ticket last
page-last-act = Last: { $at }, { $who }: { $what }
page-actor-staff = owner of the PC
page-actor-reception = reception, by a program
page-actor-counter-page = counter page
page-actor-folder = watched folder
page-actor-reader = reader
page-actor-fleet = by itself

### The questions before an act

page-ask-send = Call number { $number } to which reader?
page-ask-move = Serve number { $number } at which reader?
page-ask-done = Number { $number } is done by other means
page-ask-done-what = Choose how the patient was checked without a reader.
page-ask-drop-need = Drop which need of number { $number }?
page-drop-unmet = All that no reader meets
page-ask-cancel = Cancel number { $number }?
# The ticket is called at this moment
page-ask-cancel-called = It is being called; the call is taken back at the reader, too.
page-ask-change = Class and needs of number { $number }

### The keys

page-keys-head = Keys
page-keys-are-on = The keys are on (this browser remembers).
page-keys-are-off = The keys are off (this browser remembers).
page-keys-turn-off = Turn the keys off
page-keys-turn-on = Turn the keys on
page-key-add = Type a number
page-key-next = Add with the next number
page-key-select = Choose a ticket
page-key-leave = Choose none

### What a screen reader is told when it happens

page-say-added = Number { $number } added.
page-say-called = Number { $number } called to { $counter }.
page-say-missed = Number { $number } did not come.
page-say-parked = Number { $number } parked.
page-say-alarm = Notice: { $alarm }
page-say-more = { $more } more.

### The board in the waiting room

page-title-board = Calls
page-board-calls = Numbers that are called
page-board-counter = Counter
page-board-missed = Please ask at reception
page-board-missed-way = These numbers were called.
# Nobody is called
page-board-quiet = Please wait. Your number will be shown here.
page-board-waiting = Waiting: { $waiting }
page-board-closing = Reception closes soon today.
page-board-closed = Reception is closed for today.
page-board-cut-off = This display is not up to date. Please listen to reception.
# What a voice says
page-board-spoken = Number { $number }, please come to { $counter }.
# The question when the board is opened
page-sound-head = Sound?
page-sound-why = Calls are announced with a chime. The voice is a Japanese one of this PC.
page-sound-voice = Chime and voice
page-sound-chime = Chime alone
page-sound-none = No sound

### The page of one ticket

page-title-ticket = Story of number { $number }
page-to-counter = Back to reception
page-story = What happened
