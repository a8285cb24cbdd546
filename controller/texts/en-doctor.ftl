# The examination of the PC (English): what was found, what was seen, why it matters, what to do.

doctor-theme-system = System and configuration
doctor-theme-ports = USB ports
doctor-theme-readers = Readers
doctor-theme-networks = Networks
doctor-theme-gateway = From the readers to the controller
doctor-theme-line = Dedicated line
doctor-theme-time = Time
doctor-theme-data = Data directory
doctor-theme-controller = Controller
doctor-theme-placement = Placement

doctor-level-problem = To be done
doctor-level-notice = To be known
doctor-level-question = To be looked at
doctor-level-good = All right
doctor-sum-healthy = Nothing was found that has to be done.
doctor-sum-notices = Nothing was found that has to be done. Only things to know remain: { $count }
doctor-sum-sick = Things to be done: { $count }
doctor-bad-network = write an address and a length, for example 192.168.10.0/24
doctor-head = This PC, examined by madoguchi { $version } ({ $system }). Nothing was changed.
doctor-head-config = Judged by the configuration { $file }.
doctor-head-no-config = No configuration was given (--config): judged by the usual values.
doctor-head-test = This is a TEST installation: nothing here says that a clinic can work with it.
doctor-label-evidence = Seen
doctor-label-why = Why
doctor-label-todo = To do
doctor-label-advice = Advice

doctor-nothing = none
doctor-not-known = unknown
doctor-used-address = the PC's address { $net } ({ $interface })
doctor-used-route = the route { $net } ({ $interface })
doctor-used-dns = the DNS server { $address }
doctor-used-plan = another plan { $net }
doctor-network-of-reader = the network of the reader at { $interface }
doctor-network-planned = planned
doctor-hub-fixed = The PC says that it cannot be taken out
doctor-hub-not-fixed = The PC does not say that it cannot be taken out
doctor-not-taken-wireless = it is wireless
doctor-not-taken-way-out = it has a route to another network, for example by a router
doctor-not-taken-foreign = it is another maker's card reader
doctor-not-taken-network-card = it is a network card by its driver
doctor-not-taken-other-id = it is not among the reader_ids of the configuration
doctor-not-taken-no-device = its USB device cannot be read
doctor-other-table = of another table
doctor-test-by-policy = policy = "loopback" in the configuration. Links and the way from the readers were not looked at.
doctor-test-by-roots = This program was built with roots for tests, which anybody can sign with.
doctor-board-line = If all hubs on its way are on the PC's board, write the line below under [link] in the configuration, in place of a board_hubs line that is there.
doctor-board-line-unknown = The ids of a hub on its way could not be read, so that it cannot be listed as one of the PC's board.
doctor-door-refused = connection refused
doctor-filter-rule = { $chain }: { $rule }
doctor-filter-seen = { $filters }. { $tried }
doctor-tried-unanswered = The controller runs, and no answer came from its own address { $address }: { $detail }.
doctor-tried-refused = The controller runs, and its own address { $address } refused: it does not listen there, or the filter rejects.
doctor-tried-not-connected = The controller runs, its port answers on this link, and no reader is connected over it.
doctor-tried-nothing = No attempt shows yet whether a reader gets in: the reader is refused or not paired, nothing answers there, or the controller could not be asked.
doctor-tried-no-reader = No link of a reader was found.
doctor-open-windows = As administrator run the commands below (they open { $interface } alone), and add them to the firewall's configuration, so that they are still there after a restart.
doctor-open-linux = Run the commands below as administrator (they open { $interface } alone). { $kept }
doctor-kept = They stay after a restart.
doctor-not-kept = Those for { $tools } are gone after a restart: add them to the configuration that loads its rules, too (nftables.service: /etc/nftables.conf).
doctor-unread-rules = The rules of the firewall could not be read.
doctor-unread-rules-why = A rule that holds readers back would not be found.
doctor-unread-filters = The packet filters of this PC could not be listed.
doctor-unread-filters-why = A filter that holds readers back may not have been found.
doctor-unreadable-no-tool = neither nft nor iptables-save was found

### System and configuration

doctor-system-fine-what = The system is { $name } ({ $architecture }).
doctor-system-too-old-what = The operating system is too old.
doctor-system-too-old-evidence = { $name } ({ $architecture })
doctor-system-too-old-why = The PC for online eligibility checks has to run a supported version; one without updates is not safe.
doctor-system-too-old-todo = Use Windows 11, or a Linux that still gets updates. The portal site for medical institutions lists the supported versions.
doctor-system-32-bit-what = The operating system is a 32-bit one.
doctor-system-32-bit-evidence = { $name } ({ $architecture })
doctor-system-32-bit-why = Madoguchi runs on 64-bit systems.
doctor-system-32-bit-todo = Install a 64-bit Windows 11 or Linux.
doctor-system-unknown-what = This version of the operating system is not on our list.
doctor-system-unknown-evidence = { $name } ({ $architecture })
doctor-system-unknown-why = The PC for online eligibility checks has to run a supported version.
doctor-system-unknown-todo = See on the portal site for medical institutions whether it is supported.
doctor-config-mistakes-what = The configuration has mistakes. This examination went on with the defaults.
doctor-config-mistakes-evidence = { $mistakes }
doctor-config-mistakes-why = The controller does not start like this.
doctor-config-mistakes-todo = Correct the configuration and run this again.
doctor-test-installation-what = This is a test installation.
doctor-test-installation-evidence = { $detail }
doctor-test-installation-why = A test installation is not safe for patients' data, and takes no licenses of a clinic.
doctor-test-installation-todo = On a clinic's PC, use the vendor's release of the program, with policy = "usb".

### USB ports

doctor-ports-free-what = USB sockets: { $free } of { $sockets } free. Four readers can be plugged in directly ({ $readers } now).
doctor-ports-few-what = No more than { $possible } readers can be plugged into the PC directly.
doctor-ports-few-evidence = { $free } of { $sockets } sockets free, { $readers } readers plugged in directly.
doctor-ports-few-why = Each reader has to be on a USB port of the PC itself. A USB hub in between is not allowed.
doctor-ports-few-todo = For more readers, move other devices (printer, mouse) to a hub, so that ports of the PC get free.
doctor-ports-none-what = There is no USB port for a reader.
doctor-ports-none-evidence = { $free } of { $sockets } sockets free, { $readers } readers plugged in directly.
doctor-ports-none-why = Each reader has to be on a USB port of the PC itself. A USB hub in between is not allowed.
doctor-ports-none-todo = Move other devices (printer, mouse) to a hub, so that ports of the PC (type A) get free.
doctor-ports-unknown-what = The PC does not tell how many USB ports it has and which are free.
doctor-ports-unknown-evidence = There is nothing to read about its sockets.
doctor-ports-unknown-why = Each reader has to be on a USB port of the PC itself. A USB hub in between is not allowed.
doctor-ports-unknown-todo = Look whether the PC itself has a free USB port (type A) for each reader, four at most.
doctor-hub-found-what = There is a hub "{ $name }" at the USB port { $port }.
doctor-hub-found-evidence = { $id }, { $sockets } sockets. { $fixed }.
doctor-hub-found-why = A reader behind a hub is refused. A hub that is soldered on the PC's board is part of the PC.
doctor-hub-found-todo = Plug no reader into an external hub or a dock. Only if you know that this hub is on the PC's board, write this line under [link] in the configuration, in place of a board_hubs line that is there.
doctor-board-hub-what = The hub at { $port } ({ $id }) is configured as part of the PC's board.

### Readers

doctor-reader-direct-what = Reader { $serial }: directly at the USB port { $port }, { $speed } Mbps, { $interface } ({ $driver }), addresses { $addresses }.
doctor-no-readers-what = There is no reader yet.
doctor-no-readers-evidence = No USB network device that could be one.
doctor-no-readers-why = Readers are connected over USB, not over LAN and not over the air.
doctor-no-readers-todo = If one is plugged in, check its AC adapter and both ends of the USB cable.
doctor-readers-unknown-what = USB and network interfaces could not be looked at.
doctor-readers-unknown-evidence = { $detail }
doctor-readers-unknown-why = It cannot be told at which port each reader is.
doctor-readers-unknown-todo = Run this again as administrator. If it stays so, call support.
doctor-behind-hub-what = The reader { $serial } is behind a USB hub.
doctor-behind-hub-evidence = USB port { $port }, hub { $hub }, { $interface }
doctor-behind-hub-why = A reader has to be plugged into a USB port of the PC itself; behind a hub it is refused.
doctor-behind-hub-todo = Plug it into a USB port of the PC itself. { $board }
doctor-link-unknown-what = It could not be told how the reader { $serial } is connected.
doctor-link-unknown-evidence = USB port { $port }, { $interface } ({ $driver })
doctor-link-unknown-why = A reader that is not known to be directly on the PC is refused.
doctor-link-unknown-todo = Plug it into another USB port of the PC and run this again.
doctor-slow-link-what = The reader { $serial } came up slower than USB 2.0.
doctor-slow-link-evidence = { $speed } Mbps at the USB port { $port } (USB 2.0: 480 Mbps)
doctor-slow-link-why = It needs a USB 2.0 or 3.0 port and a sound cable. Slow means that the cable or the port has a problem.
doctor-slow-link-todo = Plug the cable in firmly, then try another cable (1.8 m; 3 m or 5 m of a tested kind), then another USB port.
doctor-serial-missing-what = The reader at the USB port { $port } shows no serial number.
doctor-serial-missing-evidence = { $id }, { $interface } ({ $driver })
doctor-serial-missing-why = The serial number that USB shows is compared with the certificate; a reader without one is refused.
doctor-serial-missing-todo = Switch the reader off and on. If it stays so, call support.
doctor-serial-duplicate-what = The serial number { $serial } is plugged in more than once.
doctor-serial-duplicate-evidence = USB ports { $port } and { $copies }
doctor-serial-duplicate-why = Each reader has its own serial number. Of two with the same one, neither may serve.
doctor-serial-duplicate-todo = Compare with the label on the reader and unplug the wrong one. If you cannot tell, call support.
doctor-interface-missing-what = The reader { $serial } shows no network interface.
doctor-interface-missing-evidence = USB port { $port }, { $id }
doctor-interface-missing-why = Reader and PC speak TCP/IP over USB.
doctor-interface-missing-todo = Wait a minute for the reader to start, then plug the cable in anew. If it stays so, restart the PC and look at the driver.
doctor-interface-down-what = The interface { $interface } of the reader { $serial } is down.
doctor-interface-down-evidence = USB port { $port }, driver { $driver }
doctor-interface-down-why = Reader and PC speak TCP/IP over USB.
doctor-interface-down-todo = Enable { $interface }. If the reader is starting, wait a minute and run this again.
doctor-address-missing-what = The interface { $interface } of the reader { $serial } has no address.
doctor-address-missing-evidence = USB port { $port }, driver { $driver }
doctor-address-missing-why = Reader and PC normally use IPv6 link-local addresses.
doctor-address-missing-todo = Enable IPv6 on { $interface }, or give it a fixed IPv4 address ("madoguchi doctor --propose 1" proposes one).
doctor-too-many-readers-what = { $readers } readers are plugged in.
doctor-too-many-readers-evidence = One PC serves four at most.
doctor-too-many-readers-why = A fifth one is refused, whatever the licenses say.
doctor-too-many-readers-todo = Leave four, or use another PC.
doctor-not-taken-as-reader-what = The USB network { $interface } is not taken for a reader.
doctor-not-taken-as-reader-evidence = Because { $reason } (USB port { $port }, { $id })
doctor-not-taken-as-reader-why = The controller listens on the links of readers alone, never on the clinic's LAN or a wireless network.
doctor-not-taken-as-reader-todo = For a LAN adapter or a phone this is right. If it is a reader, take the router (gateway) out of the settings of { $interface }, or add { $id } to reader_ids under [link] in the configuration.
doctor-foreign-reader-what = Another maker's card reader "{ $name }" is plugged in.
doctor-foreign-reader-evidence = USB port { $port }, { $id }
doctor-foreign-reader-why = Both on one PC were never tested, and nobody can tell any more where a fault comes from.
doctor-foreign-reader-todo = Unplug it from this PC.
doctor-reader-ids-unset-what = The configuration does not say which USB devices are readers (reader_ids).
doctor-reader-ids-unset-evidence = Taken for readers now: { $found }
doctor-reader-ids-unset-why = Without reader_ids, any USB network device can be taken for a reader, a network card, too.
doctor-reader-ids-unset-todo = If all of these are readers, write this line under [link] in the configuration. Leave out the ids of what is none.

### Networks

doctor-network-clear-what = { $net } ({ $whose }) overlaps with nothing.
doctor-network-overlap-what = { $net } ({ $whose }) overlaps with what the PC uses already.
doctor-network-overlap-evidence = It overlaps with { $used }
doctor-network-overlap-why = Where addresses overlap, either the reader or the clinic's devices and the dedicated line cannot be reached.
doctor-network-overlap-todo = Give the reader another network. One that is free: { $instead }. IPv6 link-local (the default) never overlaps.
doctor-networks-unknown-what = The routes or the DNS servers of the PC could not be read.
doctor-networks-unknown-evidence = { $detail }
doctor-networks-unknown-why = An overlap with what was not read is not found.
doctor-networks-unknown-todo = Run this again as administrator.
doctor-network-proposed-what = Free networks for readers: { $found }
doctor-network-none-free-what = There are not enough free networks.
doctor-network-none-free-evidence = { $found } of { $wanted } are free.
doctor-network-none-free-why = The routes of the PC (of a VPN, for example) take nearly all private addresses.
doctor-network-none-free-todo = Use IPv6 link-local (the default), which never overlaps. If IPv4 is a must, ask the network's administrator for a free range.

### From the readers to the controller

doctor-gateway-reachable-what = { $interface }: a reader reaches the controller (TCP { $port }).
doctor-gateway-listens-what = { $interface }: the port for readers answers (TCP { $port }).
doctor-listener-missing-what = { $interface }: nothing can connect to the port for readers (TCP { $port }).
doctor-listener-missing-evidence = { $addresses }: { $detail }
doctor-listener-missing-why = The reader connects to this address.
doctor-listener-missing-todo = See whether the controller runs, and start it if not. If it runs, do first what is said here of a packet filter, if anything is; else plug the reader's cable in anew.
doctor-listener-not-yet-what = { $interface }: the controller does not run yet (TCP { $port }).
doctor-listener-not-yet-evidence = { $addresses }: { $detail }
doctor-listener-not-yet-why = The reader connects to this address.
doctor-listener-not-yet-todo = Start the controller and run this again.
doctor-firewall-blocks-what = { $interface }: a firewall holds back what the reader sends ({ $ports }).
doctor-firewall-blocks-evidence = { $seen }
doctor-firewall-blocks-why = The reader connects over TCP/IP. With the ports filtered it cannot.
doctor-firewall-blocks-todo = { $open }
doctor-firewall-will-block-what = As things are, a firewall will hold back what readers send ({ $ports }).
doctor-firewall-will-block-evidence = { $seen } (for { $interface })
doctor-firewall-will-block-why = The reader connects over TCP/IP. With the ports filtered it cannot.
doctor-firewall-will-block-todo = Run the commands below as administrator: they let in what is on the same link, to this program alone. Run this again when a reader is plugged in.
doctor-firewall-unclear-what = { $interface }: whether a firewall holds back what the reader sends ({ $ports }) depends on a rule that cannot be judged here.
doctor-firewall-unclear-evidence = { $seen }
doctor-firewall-unclear-why = The reader connects over TCP/IP. With the ports filtered it cannot.
doctor-firewall-unclear-todo = If the reader connects, leave it so. If not, these commands open the ports.
doctor-firewall-suspected-what = { $interface }: no reader connects. The packet filter of this PC ({ $tools }) may hold back what readers send ({ $ports }).
doctor-firewall-suspected-evidence = { $seen }
doctor-firewall-suspected-why = The reader connects over TCP/IP. With the ports filtered it cannot. The rules of the filter were not judged.
doctor-firewall-suspected-todo = See that the reader is switched on and paired, and wait a minute. If it still does not connect: { $open }
doctor-firewall-active-what = A packet filter is active on this PC ({ $tools }).
doctor-firewall-active-evidence = { $seen }
doctor-firewall-active-why = Whether it lets in what readers send ({ $ports }) is seen when a reader connects. The rules of the filter were not judged.
doctor-firewall-active-todo = If the reader connects, leave it so. If not: { $open } Where the reader's interface has another name, write that.
doctor-firewall-unreadable-what = { $what }
doctor-firewall-unreadable-evidence = { $detail }
doctor-firewall-unreadable-why = { $why }
doctor-firewall-unreadable-todo = Run this again as administrator, or else look at the rules of the filter yourself.
doctor-route-elsewhere-what = What the PC sends to the reader at { $interface } leaves by { $other }.
doctor-route-elsewhere-evidence = The reader's network is { $net }, and the route { $route } goes to { $other }
doctor-route-elsewhere-why = With the wrong route the PC's answers do not reach the reader.
doctor-route-elsewhere-todo = Give the reader a free network ("madoguchi doctor --propose 4"), or, if the route is not needed, remove it as administrator. The command below removes it, or shows which it is.

### Dedicated line

doctor-line-route-what = There is a route to the dedicated line { $address } ({ $interface }, route { $route }).
doctor-line-missing-what = There is no route to the dedicated line { $address }.
doctor-line-missing-evidence = { $detail }
doctor-line-missing-why = Online eligibility checks go over the dedicated line.
doctor-line-missing-todo = Look at the router of the line and at the LAN cable. If it stays so, call the company that installed the line.
doctor-line-by-reader-what = The route to the dedicated line { $address } leads into a reader ({ $interface }).
doctor-line-by-reader-evidence = From { $from }, route { $route }
doctor-line-by-reader-why = There is no line behind a reader: no eligibility check gets through.
doctor-line-by-reader-todo = Give the reader a free network ("madoguchi doctor --propose 4").
doctor-line-by-default-what = There is no route of its own to the dedicated line { $address }: only the default route fits.
doctor-line-by-default-evidence = It leaves by the router { $router } at { $interface } (route { $route })
doctor-line-by-default-why = A default route fits every address. If that router leads to the internet, the line's route was lost, and no eligibility check gets through.
doctor-line-by-default-todo = Does the router { $router } lead to the dedicated line? See the papers of the company that installed the line. If it does, or if another router does, run this command as administrator with that router's address for ROUTER, and the interface at which it is. On Linux write the route into the network configuration, too, so that it is there after a restart.
doctor-line-by-default-public-what = Only the default route fits the dedicated line { $address }, a public address.
doctor-line-by-default-public-evidence = It leaves by the router { $router } at { $interface } (route { $route })
doctor-line-by-default-public-why = This is right if the line goes over the internet (IPsec). If it has a router of its own, its route was lost.
doctor-line-by-default-public-todo = Does the router { $router } lead to the dedicated line? If it has a router of its own, run this command as administrator with that router's address for ROUTER.

### Time

doctor-clock-fine-what = The time is { $time } ({ $zone }), and follows a time server.
doctor-clock-wrong-what = The PC's clock shows an impossible date.
doctor-clock-wrong-evidence = { $time } ({ $zone })
doctor-clock-wrong-why = Records and the terms of licenses cannot be right, and the certificates of the dedicated line fail.
doctor-clock-wrong-todo = Set date and time. If it happens again, replace the battery on the PC's board.
doctor-clock-not-synced-what = The PC's clock does not follow a time server.
doctor-clock-not-synced-evidence = { $time } ({ $zone })
doctor-clock-not-synced-why = A clock is minutes off after a month; far off, certificates and licenses are judged wrongly.
doctor-clock-not-synced-todo = Switch automatic time on. In a closed network, set the clock by hand once a month.
doctor-clock-sync-unknown-what = It could not be told whether the PC's clock follows a time server.
doctor-clock-sync-unknown-evidence = { $time } ({ $zone })
doctor-clock-sync-unknown-why = A clock is minutes off after a month.
doctor-clock-sync-unknown-todo = Look whether the time that is shown is right.
doctor-zone-not-japan-what = The PC's time zone is not Japan's.
doctor-zone-not-japan-evidence = { $time } ({ $zone })
doctor-zone-not-japan-why = Times in other programs and times in the records seem to disagree.
doctor-zone-not-japan-todo = Set the time zone to Asia/Tokyo.
doctor-fleet-time-differs-what = The controller's own time and the PC's clock are { $distance } apart.
doctor-fleet-time-differs-evidence = PC { $time }, own time { $fleet }, since { $since } by the PC's clock
doctor-fleet-time-differs-why = Patients are queued and called as before. The times on the pages and the day's end go by the PC's clock, licenses with a term by the controller's own time.
doctor-fleet-time-differs-todo = If the PC's clock is right, set that time to it with "madoguchi time confirm"; if not, set the PC's clock.

### Data directory

doctor-data-fine-what = Data directory { $path }: only its owner can read it, { $free } MiB free.
doctor-data-not-yet-what = No controller has run with the data directory { $path }.
doctor-data-not-yet-evidence = There are no keys and no records.
doctor-data-not-yet-why = Before installation this is right.
doctor-data-not-yet-todo = After it, name the right folder with --data-dir.
doctor-data-open-what = Others than the owner can read or write in the data directory { $path }.
doctor-data-open-evidence = { $open }
doctor-data-open-why = The keys of this PC are in it. Whoever reads them can pretend to be it.
doctor-data-open-todo = Run this command as administrator, or as the user who runs the controller.
doctor-data-other-owner-what = The data directory { $path } belongs to another user.
doctor-data-other-owner-evidence = Who runs this examination is not its owner.
doctor-data-other-owner-why = The controller is run by the owner of its data directory.
doctor-data-other-owner-todo = Run this again as the user who runs the controller.
doctor-data-unreadable-what = The data directory { $path } could not be looked at.
doctor-data-unreadable-evidence = { $detail }
doctor-data-unreadable-why = Rights, certificates or space could not all be checked.
doctor-data-unreadable-todo = Run this again as administrator, or as the user who runs the controller.
doctor-data-other-environment-what = The data directory { $path } is for another use than the configuration.
doctor-data-other-environment-evidence = The directory is for { $found }, the configuration for { $wanted }
doctor-data-other-environment-why = So that a test never becomes a clinic's records, the controller does not start with it.
doctor-data-other-environment-todo = Name the right configuration (--config) or data directory (--data-dir).
doctor-space-low-what = The disk has not enough room.
doctor-space-low-evidence = { $path }: { $free } MiB free
doctor-space-low-why = Below { $least } MiB new tickets are refused, so that what runs can finish.
doctor-space-low-todo = Delete files that are not needed.
doctor-space-scarce-what = The disk is getting full.
doctor-space-scarce-evidence = { $path }: { $free } MiB free
doctor-space-scarce-why = Below { $least } MiB new tickets are refused.
doctor-space-scarce-todo = Soon delete files that are not needed.
doctor-certificate-fine-what = The certificate { $file } can be read.
doctor-certificate-unreadable-what = The certificate { $file } cannot be understood.
doctor-certificate-unreadable-evidence = { $detail }
doctor-certificate-unreadable-why = If it is damaged, the controller does not start.
doctor-certificate-unreadable-todo = Restore it from a backup. If there is none, call support.

### Controller

doctor-controller-fine-what = madoguchi { $software } runs ({ $serving } of { $units } units serve).
doctor-controller-not-asked-what = Alarms, units and licenses of the controller were not looked at.
doctor-controller-not-asked-evidence = { $detail }
doctor-controller-not-asked-why = Only a running controller knows how many units its licenses allow.
doctor-controller-not-asked-todo = Before installation, leave it so. Run this again when the controller runs.
doctor-controller-not-running-what = The controller does not answer, so it could not be asked.
doctor-controller-not-running-evidence = { $detail }
doctor-controller-not-running-why = While the controller does not run, no patient is called to a reader.
doctor-controller-not-running-todo = See whether the controller runs, and start it if not. If it runs and does not answer, start it anew, or see whether this examination looks at another configuration or folder.
doctor-controller-alarm-what = The controller says: { $alarm }
doctor-controller-alarm-evidence = Told by the running controller (code "{ $code }", for support)
doctor-controller-alarm-why = The running controller asks for somebody's attention.
doctor-controller-alarm-todo = Do what the alarm says.
doctor-unit-refused-what = The reader { $unit } does not serve.
doctor-unit-refused-evidence = Told by the running controller (code "{ $code }", for support)
doctor-unit-refused-why = { $why }
doctor-unit-refused-todo = Remove the reason. "madoguchi unit list" shows how things stand.
doctor-seats-short-what = Readers that do not serve for want of a license: { $count }
doctor-seats-short-evidence = { $units } (seats: { $seats })
doctor-seats-short-why = From the second reader on, an additional license or a multi-unit edition with its license in the box is needed.
doctor-seats-short-todo = Make a request with "madoguchi license request" and give it to the vendor. Licenses can be added at any time, without a restart.
doctor-seats-enough-what = The licenses are enough for the readers ({ $units }): { $seats }.
doctor-license-not-in-force-what = The license { $license } gives no seats now.
doctor-license-not-in-force-evidence = { $why }
doctor-license-not-in-force-why = Readers that rely on it do not serve.
doctor-license-not-in-force-todo = If you do not know why, ask the vendor.

### Placement

doctor-placement-light-what = Does light or sun shine into the front of the reader? Are the faces of patients dark against the light?
doctor-placement-light-why = Strong light and darkness make both the face and the printed card fail more often. Short people cannot shade it.
doctor-placement-light-todo = Turn it, move it, or draw a blind.
doctor-placement-height-what = Does the height suit the people who use it?
doctor-placement-height-why = At 100 to 110 cm it suits people of 145 to 195 cm; on a table of 70 to 80 cm people of 105 to 155 cm, and wheelchairs.
doctor-placement-height-todo = Where many wheelchairs or children come, put one on a seated table, too.
doctor-placement-adapter-what = Does each reader have its own AC adapter, and does that stand firmly?
doctor-placement-adapter-why = Readers do not run on USB power. An adapter that hangs, or a cable in a small bundle, breaks.
doctor-placement-adapter-todo = Put the adapter on the floor or the desk, take off the ties, and do not move the reader with its cables on.
doctor-placement-cable-what = Is the USB cable the 1.8 m one from the box, or a tested one of 3 m or 5 m? Is its length noted?
doctor-placement-cable-why = Tested are 3 m, 5 m, and 5 m + the 1.8 m from the box. Long or worn cables make links slow and break them.
doctor-placement-cable-todo = Use a cable that fits, and note its length on the unit.
doctor-placement-hub-what = Is every reader plugged into a USB port of the PC itself?
doctor-placement-hub-why = A reader behind a USB hub or a dock is refused.
doctor-placement-hub-todo = Take the hub away and use a USB port (type A) of the PC.
doctor-placement-foreign-what = Is no other maker's card reader plugged into this PC?
doctor-placement-foreign-why = Both on one PC were never tested, and nobody can tell any more where a fault comes from.
doctor-placement-foreign-todo = Unplug the other maker's card reader from this PC.
