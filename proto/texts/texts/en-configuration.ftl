# A configuration in TOML that cannot be read: the controller's and the agent's. The same keys as ja-configuration.ftl.

### When a configuration is no text in UTF-8

# When it is in another encoding that Notepad opens: Shift_JIS, UTF-16
start-config-encoding = The configuration { $path } is not UTF-8 ({ $what }). Open it in Notepad, choose "Save as" with the encoding "UTF-8", and save it again.
# When it is in EUC-JP or ISO-2022-JP, which Notepad shows as other characters
start-config-old-encoding = The configuration { $path } is not UTF-8 ({ $what }). Open it in an editor that reads this encoding, and save it again as "UTF-8". If you have none, open it in Notepad, type the characters that look wrong again, and save it with the encoding "UTF-8".
# When it is a document of Word, Excel or a browser, or a PDF
start-config-document = The configuration { $path } is a document ({ $what }), and a configuration is plain text. Open it with the program that saved it, copy all of its text into Notepad, and choose "Save as" with the type "All files" and the encoding "UTF-8".
# When it is a picture or an archive
start-config-other-file = { $path } is no configuration ({ $what }). Put the right file there. If it is in an archive, take it out first.
# When there are zero bytes in it, or bytes in no encoding that is known
start-config-not-text = There is something in the configuration { $path } that is no text. It was damaged, or written to in two encodings. Put a copy there that is whole; without one, open it in Notepad, type again what cannot be read, and save it with the encoding "UTF-8".

### When a line of a configuration cannot be read

config-odd-character = { $place }: there is a character that cannot be seen, or only looks like a blank, sign, letter or digit ({ $code }); remove it, or type it again as plain ASCII
config-toml = { $place }: it cannot be read; write "name = value" with each on a line of its own, and text in quotes
config-backslash = { $place }: between " and " a "\" cannot stand by itself; write it twice ("C:\\Users"), or put the text between ' and ' ('C:\Users')
config-quote = { $place }: one of the two quotes is missing; write one before the value and one behind it, both of the same kind
config-bare-value = { $place }: the value cannot be read; write text, addresses, paths and times in quotes, whole numbers in digits without a 0 before them, and true or false in small letters
config-no-value = { $place }: there is no value behind "="; write one, or remove the line
config-no-equals = { $place }: there is no "=" between name and value; write "name = value"
config-remark = { $place }: a remark begins with "#"; write that before it
config-name-letters = { $place }: a name is written in the letters a to z, digits and "_"; write one that the program knows
config-section-brackets = { $place }: the line of a section begins with "[" and ends with "]"; write both
config-list-form = { $place }: a list begins with "[", ends with "]" and has a comma between each two entries; close each bracket that is open, and remove a "," or "=" that is too much
config-behind-value = { $place }: something stands behind the value or the section; write one of them on a line, text and addresses in quotes, and "#" before a remark
config-twice = { $place }: "{ $name }" stands there twice; keep one of the two
# Where the line of a configuration is that cannot be read, in the sentences above
place-in-configuration = line { $line }, character { $column } ({ $shown })
