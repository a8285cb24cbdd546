# Sheets for paper, one sentence a line. What they promise has to hold in every state.

### The guide for reception, one page

paper-guide-reception-title = Guide for reception
paper-guide-reception-what = What is usually done on madoguchi's counter page. Hang it up at the counter.
paper-guide-reception-usual = A usual day
paper-guide-reception-usual-1 = Type the patient's number under "New patient" and press the button; without a number of your own press "next number".
paper-guide-reception-usual-2 = For a wheelchair or a small child choose that button first. For whoever is in a hurry choose priority or urgent as the class.
paper-guide-reception-usual-3 = When a reader gets free, whoever is next is called by itself. Number and counter are on the waiting room's board.
paper-guide-reception-usual-4 = A number that is done moves to the list of today's closed ones, with its result.
paper-guide-reception-else = When something is different
paper-guide-reception-else-1 = Whoever does not come is marked missed. When the patient comes, choose the number and put it back into the queue.
paper-guide-reception-else-2 = Park whoever goes away for a while; put the number back into the queue afterwards.
paper-guide-reception-else-3 = No card, one that cannot be read, neither face nor PIN: "done in another way", and choose how.
paper-guide-reception-else-4 = A mistake can be undone within 10 seconds (the configuration may say otherwise). A closed number can be reopened.
paper-guide-reception-else-5 = Why somebody waits stands in the number's story.
paper-guide-reception-reader = When a reader is the problem
paper-guide-reception-reader-1 = Its tile says why it does not serve, and what to do now.
paper-guide-reception-reader-2 = Pause it for cleaning, resume it afterwards. A patient who is there finishes first.
paper-guide-reception-reader-3 = A code that begins with MDG- leads to a page that explains it.
paper-guide-reception-reader-4 = Before a telephone call open the sheet for support on the readers' page: it has what they ask for, in their order.
paper-guide-reception-evening = At the end of the day, and when the page stands still
paper-guide-reception-evening-1 = When and how the day ends is on the page of the day. If there is a USB stick for backups, leave it plugged in.
paper-guide-reception-evening-2 = Where the page stays cut off, go by the sheet "When it is down".

### The guide for the time when it is down, one page

paper-guide-down-title = When it is down
paper-guide-down-what = What to do when the counter page stays cut off from madoguchi. Hang it up at the counter.
paper-guide-down-look = First
paper-guide-down-look-1 = Wait a minute. The page goes on by itself when it hears from madoguchi again.
paper-guide-down-look-2 = Else look at the PC, and switch it on if it is off. Where it was installed as a service, madoguchi starts with the PC.
paper-guide-down-look-3 = If that does not help, call the number below. Meanwhile open "madoguchi-board.html" in the folder below and print it: it shows the queue at the time that stands on it (where that is configured).
paper-guide-down-meanwhile = By hand, while it is down
paper-guide-down-meanwhile-1 = Call by voice, from the top of the sheet. Without a sheet, ask for the numbers in the waiting room and write them down.
paper-guide-down-meanwhile-2 = Whoever is at a reader goes on. The result stays in the reader, arrives when madoguchi is back, and counts once.
paper-guide-down-meanwhile-3 = A reader whose screen asks for a card can be used without a call. Do not use one whose screen does not.
paper-guide-down-meanwhile-4 = If the PC itself is down, no reader can check eligibility. Check in the other way that your clinic has settled.
paper-guide-down-meanwhile-5 = For whoever is done, write time and way (reader, paper, seen, phone) into the empty column. Add new patients below, in their order.
paper-guide-down-after = To enter when it is back
paper-guide-down-after-1 = First close those who were done on paper: choose the number, "done in another way", and the way. Waiting numbers are called as soon as it is back.
paper-guide-down-after-2 = If a number is called whose patient is done, close that in the same way.
paper-guide-down-after-3 = Add those who came meanwhile and still wait, in their order.
paper-guide-down-after-4 = For today's figures, add those who came meanwhile and are done, too, and close them in the same way.
paper-guide-down-after-5 = Who was called by voice and used a reader is among the walk-ups. To bind one to its number use "madoguchi ticket walk-ups" and "madoguchi ticket bind NUMBER --unit COUNTER" on the PC.
paper-guide-down-not = Never
paper-guide-down-not-1 = Do not delete, move or overwrite files of the data folder.
paper-guide-down-not-2 = Restore a backup on another PC only once the old one will not be used again. The two must never run at once.
paper-guide-down-not-3 = Do not plug a reader into a hub: there it does not serve.

### The lines on the guides to write on

paper-guide-line-support = Whom to call (dealer, support), and the telephone number
paper-guide-line-sheet = Folder of the sheet (madoguchi-board.html)

### The sheet with the board's last state (madoguchi-board.html)

paper-board-title = The queue, on paper
paper-board-since = As it was at { $at }.
paper-board-what = While madoguchi runs this is written anew whenever something changes. When it is down, print it and go by the guide "When it is down". It has patients' numbers: destroy it afterwards.
paper-board-test = [TEST] This is a test environment, not for patients.
paper-board-nobody = No number was open.
paper-board-number = Number
paper-board-state = State
paper-board-asks = Class, wishes
paper-board-added = Added
paper-board-note = Done at, how
paper-board-more = { $count } more were open.
paper-board-readers = Readers
paper-board-serves = { $counter } ({ $serial }): served
paper-board-serves-not = { $counter } ({ $serial }): did not serve
paper-board-is-waiting = waiting
paper-board-is-held = of an earlier day, held
paper-board-is-called = called to { $counter }
paper-board-is-verifying = at { $counter }
paper-board-is-missed = missed
paper-board-is-parked = parked
# A state of another release
paper-board-is-other = not known

### An alarm: the sheet cannot be written

down-sheet-unwritten = The sheet for the time when madoguchi is down, { $path }, cannot be written ({ $detail }). If it went down now, there would be none, or an old one. See that the folder down.folder of the configuration is there, and that the user who runs madoguchi may write to it.

### When the configuration's section down is wrong

config-down-folder = { $field }: nothing says where the sheet is written; write it as down.folder, for example folder = "C:/窓口/控え", or take the section out

### When "guide" cannot write its file, or has

paper-exists = The file { $path } exists already, so nothing was made: nothing is written over. Give another name.
paper-unwritable = { $path } cannot be written ({ $detail }). Give another place.
paper-written = It is in { $path }. Open it in a browser, and print it on A4 paper.
