# The console's sentences: the page of people and records.

### On the page of people, and on that for one's own login

page-role-reception = reception
page-role-vendor = vendor
page-role-support = support
page-role-administrator = administrator
page-session-this = This browser
page-session-locked = locked
page-session-since = since { $at },
page-session-used = last used { $at }
# Above a new password, before it is typed
page-password-rule = At least { $least } characters, at most { $most }: not the person's name, and not what everybody tries. Several words that do not belong together are good and easy to keep in mind.
page-password-new = New password
page-password-again = The same again
page-password-make = Make one
# Before anything is sent
page-password-differ = The two passwords differ. Type both again.
page-second-scan = 1. Scan with the app
page-second-scan-how = In an authenticator app on a telephone (Google Authenticator, Microsoft Authenticator or another), choose to add an account and scan this picture.
# What a screen reader says of the QR code
page-second-picture = QR code for the authenticator app
page-second-secret = Or type this into the app:
page-second-recovery = 2. Keep the recovery codes
page-second-recovery-how = Each of them is good once in place of the app's code, for the day on which the telephone is lost. Print or copy them now, and keep them away from this PC. They are not shown again.
page-second-confirm = 3. Type the code that the app shows
page-second-first-code = Code of the app (6 digits)

### On the page of people: who may log in

page-people-who = Who may log in
# In a demo
page-people-none = Nobody may log in yet.
page-people-add = Add a person
page-people-add-confirm = Add
# After it was done
page-people-added = { $name } can log in now.
page-person-name = Name
page-person-name-about = At most 32 characters. It stands at all that this person does.
page-person-role = What this person may do
page-role-reception-may = The queue, the day's end; licenses to look at
page-role-vendor-may = Install licenses and sign requests
page-role-support-may = Pair, change, replace and retire readers
page-role-administrator-may = Everything, people and this record among it
page-person-with-second = With a second factor
page-person-second-about = The person then also types a code from a telephone at each login. Have the telephone at hand.
page-person-second-on = second factor · recovery codes { $codes }
page-person-second-off = no second factor
page-person-last-login = Last login { $at }.
page-person-no-login = No login yet.
page-person-sessions = Browsers logged in now: { $count }.
page-person-reset = New password
page-person-end-sessions = Log out everywhere
page-person-remove = Remove
page-person-reset-head = A new password for { $name }
page-person-reset-about = For a password that was forgotten or a telephone that was lost. The former password, second factor and recovery codes are good for nothing any more, and this person is logged out everywhere. Without a tick below there is no second factor any more.
page-person-reset-confirm = Set it
# After it was done
page-person-was-reset = { $name } has a new password and is logged out everywhere.
page-person-ask-remove = Remove { $name }?
page-person-remove-about = This person can log in no longer and is logged out everywhere at once. What was done stays in the record of acts. Nobody's role is changed: to change it, remove the person and add another with the same name.
# After it was done
page-person-removed = { $name } was removed.

### On the page of people: who is logged in

page-people-sessions = Logged in now
# In a demo
page-people-no-sessions = Nobody is logged in.
page-session-end = Log out
# After it was done
page-sessions-ended = Browsers logged out: { $count }.

### On the page of people: the record of acts

page-audit-head = The record of acts
page-audit-check = Check the chain
page-audit-export = Save as a file
page-audit-who = Who
page-audit-what = About
page-audit-day = Day
page-audit-find = Find
page-audit-all = everything
page-audit-about-ticket = tickets
page-audit-about-unit = readers
page-audit-about-license = licenses
page-audit-about-person = people and logins
page-audit-about-day = the day's end
page-audit-about-time = the clock
# Where nothing fits what is looked for
page-audit-none = No entry fits this.
page-audit-older = Older entries
# Of the command line: the owner of the PC, and what the operating system calls him
page-audit-of = { $kind } ({ $name })
# Behind a person's name: the address of his browser
page-audit-from = (from { $place })
page-audit-number = no. { $number }
# In the place of a value that was taken away
page-audit-gone = none
