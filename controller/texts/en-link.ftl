# The section [link] of the configuration: its mistakes.

### When the section [link] of the configuration has a mistake

config-list = { $field }: { $value } is not a list; write the entries in square brackets, with commas between them
config-too-many = { $field }: there are too many entries; write { $most } at most
config-entry = { $field }: { $value } is not an entry; write for example { $example }
config-line = { $field }: { $value } cannot be used; write a text of one line with 1 to { $most } characters
config-usb-id = { $field }: { $value } is not a USB id; write two numbers of four hexadecimal digits, for example "05e3:0610"
config-ours-and-foreign = { $field }: { $id } is in link.foreign_readers, too; take it out of one of the two
