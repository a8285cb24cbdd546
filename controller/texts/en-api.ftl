# The HTTP API: what it says of requests that are no requests, and the words of its pages.

### When a request to the HTTP API is none

api-body-broken-off = The request was broken off before it was whole. Send it again with the same Idempotency-Key.
api-body-encoding = The request is not text in UTF-8. Send it as UTF-8.
api-body-form = The request has another form than { $form }. Send it with the header "Content-Type: { $form }".
api-body-object = The request has to be one JSON object, in braces. What it may have is listed at /api.
api-body-syntax = The request is not JSON: line { $line }, column { $column }. Correct it there and send it again.
api-body-too-large = The request is larger than { $limit } KiB, which is the limit. Send less.
api-body-twice = A name is there twice in one object of the request, before line { $line }, column { $column }. Leave one of them out.
api-field-count = "{ $name }" has to be a whole number from 0 to 4294967295.
api-field-list = "{ $name }" has to be a list of texts, for example ["seated"].
api-field-missing = "{ $name }" is missing. It has to be said here.
api-field-none = "{ $name }" is not known here: this request takes no such words. What each request may have is listed at /api.
api-field-number = "{ $name }" has to be a whole number.
api-field-text = "{ $name }" has to be a text, in quotes.
api-field-twice = "{ $name }" is there twice in the address. Leave one of them out.
api-field-unknown = "{ $name }" is not known here. This request may have: { $known }.
api-field-yes-no = "{ $name }" has to be true or false.
api-key-malformed = The Idempotency-Key has to be there once, with 1 to { $limit } letters, digits and signs of ASCII, without spaces.
api-method = This address is there, but not for this method. The header "Allow" of this answer has those that it takes; /api lists all.
api-no-problem = There is no refusal of this name. The names are listed at /api.
api-no-route = There is nothing at this address. All addresses are listed at /api.
api-path-encoding = The address is not text in UTF-8. Encode a number or a counter's name as UTF-8 (percent-encoding).

### The title of a refusal of the HTTP API, by its status

api-status-400 = The request is not right
api-status-401 = It is not known who asks
api-status-403 = Not allowed
api-status-404 = Not found
api-status-405 = Not for this method
api-status-409 = Not as things stand
api-status-413 = The request is too large
api-status-415 = The request has another form
api-status-421 = Another computer was meant
api-status-429 = A bound is reached
api-status-500 = Something went wrong inside
api-status-503 = madoguchi is stopping
api-status-507 = The disk is full

### On the page that describes the HTTP API, and in its OpenAPI document

docs-title = Madoguchi: the HTTP API
docs-intro = For programs on this PC. Answers and requests are JSON; times are milliseconds since 1970; a value that is missing is null. Whatever is not known in a request is refused by its name.
docs-reach = How to reach it
docs-reach-token = A program shows the desk's token, which the owner of this PC can read: the header "Authorization: Bearer TOKEN", with the content of identity/desk.token in the data folder.
docs-token = The desk's token: the content of identity/desk.token in the data folder, which the owner of this PC can read.
docs-counter-page = The pages of this console on this PC, without a login where the configuration has it so: the queue's everyday acts and looks only. Not for programs.
docs-idempotency-key = An act that is sent twice with the same key counts once, and the repeat gets the first answer; the same key with another request is refused as "request-id-in-use". 1 to 64 visible characters of ASCII, made anew for each act of a person.
docs-problems = Refusals
docs-problems-intro = A refusal is an answer of the form application/problem+json (RFC 9457). Programs look at "code"; it stays for ever, and has a page here. "ja" and "en" are its words.
docs-operations = Requests
docs-shapes = Shapes
docs-document = This description for programs (OpenAPI 3.1)
docs-in-other-language = 日本語
docs-asks = What it says
docs-asks-nothing = Nothing has to be said.
docs-gives = Answer
docs-example = Example
docs-names = Names of refusals
docs-name = Name
docs-kind = Kind
docs-about = About
docs-needed = has to be said
docs-values = One of
docs-status = Status
docs-done = It was done; what it says is on the disk.
docs-stream = The newest state at once, then each change (server-sent events). Whoever reads slowly gets the newest and not all between.
docs-number = The ticket's number, as the patient holds it: percent-encoded UTF-8, in any width.
docs-unit = The reader, by the name of its counter or its serial number: percent-encoded UTF-8, in any width and case.
docs-board-key = The board's key, which can only display.
docs-kind-string = text
docs-kind-integer = whole number
docs-kind-boolean = true or false
docs-kind-null = null
docs-kind-list = list of: { $of }
docs-problem-title = Refusal: { $code }
docs-problem-when = When
docs-problem-words = What is said
docs-problem-values = In brackets stands what is said of the case.
docs-back = All requests

### What each request of the HTTP API is for

docs-op-add_ticket = Puts a patient into the queue, and calls at once where a reader is free
docs-op-list_tickets = The tickets in the order of the queue
docs-op-get_ticket = One ticket with its whole story
docs-op-call_ticket = Calls a ticket by hand; may pass others
docs-op-recall_ticket = Puts a missed ticket back into the queue
docs-op-move_ticket = Sends a ticket to one reader
docs-op-park_ticket = Takes a ticket out of the queue for a while
docs-op-unpark_ticket = Puts a parked ticket back at its old place
docs-op-cancel_ticket = Closes a ticket that will not be served
docs-op-done_by_means = Closes a ticket whose patient was served without a reader
docs-op-undo_ticket = Takes back the newest act on a ticket, within seconds
docs-op-reopen_ticket = Opens a closed ticket again
docs-op-change_ticket = Changes the class, needs or preferences of a ticket
docs-op-drop_need = Drops a need that the patient can do without
docs-op-bind_walk_up = Makes a walk-up the result of a ticket
docs-op-list_walk_ups = Who went to a reader without being called, newest first
docs-op-list_units = The readers: which of them serve, and why the others do not
docs-op-list_ports = The PC's USB ports with what hangs on them
docs-op-weigh_unit = What an act on a reader would take away
docs-op-examine = What is wrong with the PC: as the command doctor finds it
docs-op-pause_unit = Lets a reader finish what it has and take nothing new
docs-op-resume_unit = Ends a reader's pause
docs-op-prefer_unit = Gives a reader precedence where seats are short, or takes it back
docs-op-retire_unit = Takes a reader out for good
docs-op-replace_unit = Puts a reader in the place of a broken one
docs-op-note_unit = Notes which cable a reader hangs on
docs-op-change_unit = Changes the name, kind or tags of a reader's counter
docs-op-list_licenses = The licenses of this PC
docs-op-install_license = Installs what came from the vendor
docs-op-sign_request = Signs a request to the vendor
docs-op-list_acts = The newest requests and returns, with their documents
docs-op-ask_time_reset = Begins to clear a clock that was set back: what to tell the vendor
docs-op-get_status = The state of everything in one look
docs-op-end_day = Ends the day: closes every open ticket
docs-op-undo_day = Takes the newest end of a day back as a whole
docs-op-get_time = The PC's clock beside the controller's own time
docs-op-confirm_time = Sets the controller's time to the PC's clock
docs-op-live = The state of the counter as it changes
docs-op-board_live = What a waiting room may see, as it changes
