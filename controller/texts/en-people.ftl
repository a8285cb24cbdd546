# People who may log in (English).

### When a new password does not do

password-short = The password is too short: give at least { $least } characters.
password-long = The password is too long: give at most { $most } characters.
# Without the person's own name, and what is tried first, fewer than four different characters are left
password-easy = This password is easily guessed: hardly anything is left of it without the person's name and the words that everybody tries (such as password or 12345678). Choose another one.

### When the command line asks for a password, or does not get it

password-ask-new = New password (at least { $least } characters):
password-ask-again = The same again:
password-differs = The two passwords differ, so nothing was done. Run this again.
password-unreadable = The password cannot be read ({ $detail }), so nothing was done. Where nobody can type it, hand it over with --password-fd.

### What is done with people at the command line

cli-done-user-added = { $name } can log in now ({ $role }).
cli-done-user-reset = { $name } has a new password. Whoever was logged in by that name has been logged out.
cli-done-user-removed = { $name } can log in no longer. Whoever was logged in by that name has been logged out.
# Before the picture and the text of a new second factor
cli-user-otpauth = Second factor: scan this code with an authenticator app, or type its secret there. It is not shown again.
# Before the ten recovery codes of a new second factor
cli-user-recovery = Recovery codes: each is good once, in place of the app's code. Print them, and keep them away from this PC. They are not shown again.
# Before "user reset" is done
taken-user-reset = { $name } gets a new password. The former password, second factor and recovery codes are good for nothing any more, and whoever is logged in by that name is logged out.
# Before "user remove" is done
taken-user-remove = { $name } is removed, can log in no longer, and is logged out.

### The list of people

cli-no-users = Nobody may log in yet. Add a person with "madoguchi user add".
cli-col-name = Name
cli-col-role = Role
cli-col-since = Since
cli-col-second-factor = Second factor
cli-col-recovery = Recovery codes left
cli-role-reception = reception
cli-role-vendor = vendor
cli-role-support = support
cli-role-administrator = administrator

### In a ticket's story: who it was, by what the operating system calls him

cli-actor-staff-named = owner of the PC, { $name }
cli-actor-reception-named = reception, by a program of { $name }

### When a login has to wait, after several that failed

login-wait = Several logins by this name have failed here. Try again in { $seconds } s.

### When somebody who is logged in changes something of his own

# Who asks is a program with the token, or was removed a moment ago
account-nobodys = This is for somebody who is logged in on a page, and changes his own. An administrator changes another person's on the page of people, or with "madoguchi user reset".
# The password of now, or the code of the second factor; it is not said which
account-wrong = The password or the code is not right, so nothing was changed. A code is good once: wait for the next one. Whoever has forgotten the password asks an administrator for a new one.
# A second factor is to be taken off, and the password was short because of it
account-password-short = Without a second factor a password has at least { $least } characters, and this one has fewer. Change the password first, and take the second factor off then.
account-no-second-factor = Recovery codes belong to a second factor, and there is none. Set up the second factor first: the codes come with it.

### When a new second factor is set up on a page

# Its first code was typed wrongly, or the telephone's clock or this PC's is wrong
second-factor-unconfirmed = The code is not one that the app shows for this second factor now, so nothing was changed. Scan the picture again and type the code that the app shows. Where it is refused again, see whether the telephone's clock and this PC's are right.

### When a session is to be ended that is over

no-such-session = This session is over already. Look at the list again.

### On the login page

page-login-title = Log in
page-login-name = Name
# In a demo, while nobody was added
page-login-demo = This is a demo: all of its pages are open to everybody at this PC, and nobody has to log in. To try a login, add a person on the page of people.
page-log-out = Log out

### The first administrator, made on the console's first page

setup-not-first = Somebody may log in already, so no first administrator is made. Add others with "madoguchi user add".
# On the page: it was given before another one, too long ago, or never
setup-wrong-code = This code is not right, or no longer. "madoguchi user setup" on this PC shows a new one.
cli-user-setup = Code: { $code } (good for { $minutes } minutes, once). Open the console in the browser of this PC ("madoguchi console" shows its address) at /login, and type the code there to make the first administrator.
page-setup-title = The first administrator
page-setup-about = Nobody may log in yet. "madoguchi user setup" on this PC shows a code with which the first administrator is made here.
page-setup-code = Code
page-setup-again = The password again
page-setup-submit = Make the administrator
