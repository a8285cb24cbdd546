# The console's sentences: the page for one's own login.

### On the page for one's own login

page-account-who = Who is logged in
page-account-is = { $name }, { $role }
page-account-password = Password
page-account-password-about = Your other browsers are logged out by this; this one stays. The second factor stays as it is.
page-account-current = Your password of now
page-account-code = Code of the app, or a recovery code
page-account-password-change = Change the password
# After it was done
page-account-password-changed = The password is changed. Your other browsers are logged out.
page-account-second = Second factor
page-account-second-on = You have a second factor. Recovery codes left: { $codes }.
page-account-second-off = You have no second factor. With one, whoever learns your password still cannot log in.
page-account-second-begin = Set up a second factor
page-account-second-renew = Set up anew (another telephone)
page-account-codes-new = New recovery codes
page-account-second-end = Take it off
page-account-second-confirm = Use this second factor
# After it was done
page-account-second-begun = The second factor is set up. The next login asks for a code; wait for the app's next one. Your other browsers are logged out.
page-account-second-end-about = Your password alone logs you in after this, so it has to be long enough for that.
# After it was done
page-account-second-ended = The second factor is taken off. Your other browsers are logged out.
page-account-codes-about = Once you confirm, the former recovery codes are good for nothing any more. Print or copy these now, and keep them away from this PC.
page-account-codes-confirm = Use these codes
# After it was done
page-account-codes-changed = You have new recovery codes, and the former ones are good for nothing. Your other browsers are logged out.
page-account-sessions = Where you are logged in
page-account-end-others = Log all others out
# After it was done
page-account-others-ended = Other browsers logged out: { $count }.

### Above every page of somebody who is logged in, once that is locked or over

page-lock-locked = Locked
page-lock-locked-why = Nobody has done anything here for a while. Type your password to go on; what was on the page is still there.
page-lock-over = Your login is over
page-lock-over-why = It was ended, or your password was changed, or madoguchi was started again. Type your password to go on; what was on the page is still there.
page-lock-somebody-else = Log in as somebody else
