# The console's sentences: the licenses' page.

### In the picture of the seats

page-seats-head = Seats
page-seat-included = Included seat
page-seat-additional = Seat of an additional license
page-seat-bundled = Seat of a bundled license
page-seat-free = free
page-seat-waits = for { $serial } (not in use now)
page-seat-beyond = not used: a PC can have four readers at most
page-seats-without = Readers without a seat

### In the list of licenses

page-licenses-head = Installed licenses
page-licenses-none = No license is installed yet. The first reader needs none.
page-licenses-only-look = Licenses are installed and asked for by the vendor's staff or an administrator, who has to log in.
page-license-kind-additional = Additional license
page-license-kind-bundled = Bundled license
page-license-seats = Seats
page-license-seats-count = seats: { $count }
page-license-for = For
page-license-for-pc = any reader of this PC
page-license-for-reader = reader { $serial }
page-license-from = Valid from
page-license-until = Valid until
page-license-for-ever = no end
page-license-day = { $year }-{ $month }-{ $day }
page-license-issuer = Issued by
page-license-installed = Installed
page-license-units = Readers on it
page-license-nobody = none

### Where what came from the vendor is installed

page-install-head = Install what came from the vendor
page-install-about = A license, a revocation list or a time reset. You see first what it is, and it is installed when you agree. Nobody at a reader is disturbed.
page-install-drop = Drop the file that you received, or a picture of its QR codes, here.
page-install-choose = Choose a file
page-install-camera = Photograph QR codes
page-install-text = The text that you received (pasted, typed or scanned)
page-install-text-hint = With a hand scanner: click into this field, then scan the codes one by one, in any order. Nothing is installed before all are there. If odd letters appear, switch the input method off.
page-install-clear = Clear the field
page-install-too-large = { $name } is too large for a document of the vendor (at most { $most } KiB). Choose the file that you received.
page-install-unreadable = { $name } cannot be opened. See whether the USB stick is still there, and choose it again.
page-install-what = Before it is installed
page-install-known = This is installed already. Nothing has to be done.
page-install-is-additional = It is the additional license { $license } (seats: { $seats }; issued by { $issuer }).
page-install-is-bundled = It is the bundled license { $license } of reader { $serial } (issued by { $issuer }).
page-install-is-revocation-list = It is a revocation list of the vendor. The licenses in it can no longer be used once it is installed.
page-install-is-time-reset = It is a time that the vendor confirmed. Licenses that were suspended because of the clock hold again once it is installed.
page-install-here = On this PC:
page-install-died = The old PC died (serves for 7 days, once)
page-install-do = Install this
page-install-done = License { $license } is installed.
page-install-done-other = The document of the vendor was taken.
page-install-seated = Readers that can be used now: { $units }

### While a picture of codes is read, and when it cannot be

page-picture-reading = The picture is being read…
page-picture-unopened = It cannot be opened as a picture. Choose a PNG or JPEG, or take it again.
page-picture-unsent = The picture could not be sent. See whether madoguchi runs, and send it again.

### With the camera

page-camera-head = Photograph QR codes
page-camera-view = What the camera sees
page-camera-about = Go so near that the code fills the picture. If there are several codes, one at a time will do.
page-camera-shoot = Take the picture
page-camera-dark = The camera shows nothing yet. Wait a little and take it again.
page-camera-read = Codes read: { $codes }.
page-camera-denied = The browser may not use the camera. Allow it by the camera sign beside the address, or choose a picture's file.
page-camera-none = No camera can be used. See whether another program has it, or choose a picture's file.

### Where the vendor is asked

page-request-head = Ask the vendor
page-request-about = A request is made here. Hand it to the vendor, and a license comes back. No internet is used.
page-request-what = What to ask for
page-request-seats = More seats
page-request-reissue = Anew for a PC that died
page-request-transfer = Move to a new reader
page-request-key = Product key (if you have one)
page-request-key-hint = It begins with MDG-. The number of seats is the key's.
page-request-count = Seats wanted (without a key)
page-request-reissue-about = First install the licenses of the PC that died, above, with "The old PC died". Then ask here to have them issued anew for this PC.
page-request-transfer-about = The bundled license of a broken reader moves to the one that took its place. Replace it first on the readers' page.
page-request-old = The reader that was replaced (serial number or counter)
page-request-do = Make the request

### Where licenses are given back

page-return-head = Give licenses back
page-return-about = The additional licenses go back to the vendor, so that another PC can use them. This PC gets a new key; madoguchi stops for some seconds and comes back. Whoever is at a reader goes on.
page-return-do = See what would go
page-return-ask = Really give them back?
page-return-agree = Give back
page-return-begun = They are being given back. In some seconds you are asked for your password; after it the return is in this page's list. Give it to the vendor.

### In the list of requests and returns, and where one is handed out

page-acts-head = Requests and returns
page-acts-none = There is no request or return yet.
page-act-number = No. { $number }
page-act-kind-activation = request for a license
page-act-kind-transfer = request for a transfer
page-act-kind-return = return
page-act-open = Hand it out
page-act-next-activation = Next: give the vendor the file, a picture of the codes or the text to type. Install on this page what comes back.
page-act-next-transfer = Next: give the vendor the file, a picture of the codes or the text to type. Install on this page what comes back. The readers' page says until when the new reader serves without it.
page-act-next-return = Next: give the vendor the file, a picture of the codes or the text to type. No other PC can use the licenses before that.
page-act-save = Save the file
page-act-save-codes = Save the codes as an image
page-act-print = Print
page-act-codes = QR codes ({ $codes }; to be scanned in any order)
page-act-codes-alt = The QR codes of no. { $number }
page-act-typed = Text to type (each group shows what was mistyped)
page-act-copy = Copy the text
page-act-copied = Copied.
page-act-not-copied = It cannot be copied. Select the text and press Ctrl+C.

### In the place of a command in a sentence

page-do-license-install = Install on the licenses' page
page-do-license-list = the licenses' page
page-do-license-acts = requests and returns
page-do-license-request = Ask on the licenses' page
