# What the agent tells whoever started it: its failures and its log. The same keys as ja-log.ftl.

### When the agent cannot start: a file of its own is not as it should be

failed-license-unread = bundled_license: the license { $path } cannot be read. Check where the file is, and who may read it.
failed-license-large = bundled_license: { $path } is no license: it has more than { $most } bytes. Put the file that came with the reader there.
failed-license-empty = bundled_license: { $path } is empty. Put the file that came with the reader there again, or remove the line.
failed-other-serial = serial: { $folder } is the folder of { $kept }, not of { $serial }. Name the right folder, or the right serial.
failed-no-folder = { $folder } does not exist. Write serial = "…" to have this reader paired (madoguchi unit pair), or give the folder that `madoguchi unit enroll` wrote.
failed-credentials-unread = { $path } cannot be read. Check that the folder is whole and that the agent may read there; where the file is gone, move the folder away and pair the reader again (madoguchi unit pair).
failed-credentials-unwritten = { $path } cannot be written. The agent needs the right to write there, and room on the disk.
failed-credentials-damaged = { $file } in the credential folder is damaged ({ $wrong }). Move the folder away and pair the reader (madoguchi unit pair), or enroll the unit again (madoguchi unit enroll).
failed-credentials-other = { $file } in the credential folder is not as it was made ({ $what }). Where the folder was copied, copy it again as it is; else move it away and pair the reader again (madoguchi unit pair).
failed-credentials-unusable = The credentials cannot be used. Enroll the unit again (madoguchi unit enroll).
failed-factory-key-unread = factory_key: { $path } cannot be read. Check where the file is, and who may read it.
failed-factory-key-none = factory_key: { $path } holds no Ed25519 private key (PKCS #8, PEM). Name the key file of the reader's maker.
failed-factory-key-other = factory_key: { $path } is no file of a key ({ $what }). Put the file that came from the maker there, as it is.
failed-factory-key-several = factory_key: { $path } holds { $count } private keys. Leave this reader's alone in it.
failed-spool-folder = cannot use the spool folder { $path }: check that it exists and belongs to the agent
failed-spool-in-use = the spool folder { $path } is in use by another agent: stop that one, or give this one a folder of its own
failed-spool-write = cannot write { $path }: check the disk's free space and the folder's owner

### When the agent stops, or a part of it fails

failed-spool = the spool cannot be used
failed-spool-gone = the spool's thread ended unexpectedly: start the agent again
failed-device = the device is gone
failed-device-stopped = the device stopped: { $why }
failed-random = the system gives no random bytes
failed-session-name = no session can be named
failed-pairing-save = the reader was paired, but its credentials cannot be kept: make room at `credentials` and pair it again
failed-pairing-interrupted = the reader was paired, but keeping its credentials was broken off: pair it again

### When the agent is not paired: why

failed-pairing-refused = the controller refused to pair: { $why } ({ $code })
failed-pairing-nonsense = the controller sent a frame that makes no sense: { $what }
failed-pairing-environment = the controller runs in { $theirs }, this agent is set up for another: correct `environment`
failed-pairing-server = the controller's certificate is not of the CA that it names
failed-pairing-certificate = the certificate that the controller made is not right
failed-key-made = no key can be made
failed-certificate-unreadable = it cannot be read
failed-certificate-key = it is for another key than this reader's
failed-certificate-serial = it names another unit than this reader
failed-certificate-signature = the controller's CA does not vouch for it
failed-renewal-not-asked = a certificate came that was not asked for
failed-renewal-wrong = the renewed certificate is not right
failed-renewal-key = the unit's key cannot be used

### When there is no link to the controller: why

failed-refused-ours = the controller refused this unit's certificate: it was made by another controller (or has ended, for a controller of an earlier release). Enroll the unit there again (madoguchi unit enroll), give the agent the new folder and start it again
failed-refused-theirs = the certificate of the controller at this address is not of the one that enrolled this unit. Check `controller` in the agent's configuration; if that controller was set up anew, enroll the unit there again (madoguchi unit enroll)
failed-refused-other-key = the certificate of the controller at this address is of the CA that enrolled this unit, but of another key than the controller's: something else answers in its place. Check `controller` in the agent's configuration and what hangs between reader and PC; if it is the right controller, enroll the unit there again (madoguchi unit enroll)
failed-connect = cannot connect to the controller
failed-no-link = no link
failed-unplugged = the cable to the controller was pulled, or its network interface went
failed-silent = the controller did not answer within { $seconds } s
failed-connection = the connection failed: { $detail }
failed-ended = the controller ended the connection
failed-first-frame = the controller began with a frame that is not Welcome: update this agent or the controller
failed-protocol = the controller chose protocol { $chosen }, this agent speaks { $oldest } to { $newest }: update the older one
failed-environment = the controller runs in { $theirs }, this agent is set up for { $ours }: correct `environment`
failed-malformed = the controller sent a frame that makes no sense: { $what }
failed-closed = the controller closed the connection: { $why } ({ $code })
failed-stuck = the controller does not take what is sent
failed-task = the connection's task ended unexpectedly

### When the reader's engine fails: why

failed-engine-start = the engine cannot be started or reached: check `command` or `socket` in the configuration
failed-engine-hello = the engine did not say hello as it should: { $why }
failed-engine-version = the engine speaks version { $version } of the protocol and this agent does not: update the older of the two
failed-engine-serial = the engine serves the reader { $serial }, which is not this unit: enroll the reader that is there
failed-engine-ended = the engine ended or closed the connection
failed-engine-broke = the connection to the engine broke
failed-engine-hangs = the engine hangs: { $what }
failed-engine-nonsense = the engine said too much that makes no sense
failed-engine-flood = the engine says more than anybody can need
failed-outcome-unreadable = it cannot be read
failed-outcome-foreign = it is not an outcome file of this version
failed-outcome-checksum = its checksum is wrong
failed-outcome-content = its content makes no sense

### In the agent's log

log-spool-holds = the spool holds outcomes from before
log-attached = attached to the controller
log-certificate-unused = the certificate that came is not used
log-renewed = the unit's certificate was renewed
log-no-link = no link to the controller; trying again after the wait
log-outcome-not-kept = an outcome could not be kept
log-spool-overfull = the spool holds more outcomes than an agent keeps: the others are sent after the next start
log-outcome-damaged = an outcome in the spool is damaged and was set aside; keep the file for support
log-not-renamed = the damaged file could not be renamed
log-engine-started = the engine is started
log-engine-gone = the engine is gone
log-engine-end-unknown = nobody knows how the engine ended
log-engine-stays = the engine cannot be ended
log-engine-too-fast = the engine's standard error is too fast
log-engine-said = the engine's standard error
log-engine-nonsense = a line of the engine makes no sense
log-engine-hello = the engine says hello
log-engine-given-up = the engine is given up; it is started again after the wait
log-renewed-not-kept = the renewed certificate cannot be kept: the old one stays, and it is tried again at the next connection
log-renewal-asked = the unit's certificate has an end: one without is asked for
log-renewal-not-asked = no other certificate can be asked for
log-outcome-stays = an acknowledged outcome stays in the spool
log-serves = this unit serves
log-refused = this unit is refused
log-serves-not = this unit does not serve now
log-no-cable = the link to the controller is not there; waiting for the cable
log-key-open = others than the agent can read the private key: chmod 600
log-waits-for-pairing = this reader is not paired yet: it waits for `madoguchi unit pair`
log-not-paired = not paired
log-not-paired-lost = not paired: the connection was lost
log-not-paired-ended = not paired: the controller ended the stream
log-not-paired-late = not paired: nobody answered in time
log-not-paired-differs = not paired: the digits differ, says the person at the reader
log-shows-identity = shows which reader this is
log-restarts = restarts, as staff asked or as planned
log-restarted = the restart is over
log-restart-command-failed = restart_command did not end as it should: the engine alone is started anew. Check the program's name and who may run it
log-own-log-unreadable = the files of this log cannot be read: the controller gets none of it
log-digits = compare these digits with those at the PC
