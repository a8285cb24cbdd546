# The examination of the PC (English): what was found, what was seen, why it matters, what to do.

### When `madoguchi doctor` shows its page: its headings and sums

doctor-theme-system = System and configuration
doctor-theme-ports = USB ports
doctor-theme-readers = Readers
doctor-theme-networks = Networks
doctor-theme-gateway = From the readers to madoguchi
doctor-theme-line = Dedicated line
doctor-theme-time = Time
doctor-theme-data = Data directory
doctor-theme-controller = State of madoguchi
doctor-theme-placement = Placement
doctor-level-problem = To be done
doctor-level-notice = To be known
doctor-level-question = To be looked at
doctor-level-good = All right
doctor-sum-healthy = Nothing was found that has to be done.
doctor-sum-notices = Nothing was found that has to be done. Only things to know remain: { $count }
doctor-sum-sick = Things to be done: { $count }
# When the value of --plan is no network
doctor-bad-network = write an address and a length, for example 192.168.10.0/24
doctor-head = This PC, examined by madoguchi { $version } ({ $system }). Nothing was changed.
doctor-head-config = Judged by the configuration { $file }.
doctor-head-no-config = No configuration was given (--config): judged by the usual values.
doctor-head-unusable-config = The configuration { $file } cannot be used: judged by the usual values.
doctor-head-data-dir = Data directory: { $folder }
doctor-head-test = This is a TEST installation: nothing here says that a clinic can work with it.
doctor-label-evidence = Seen
doctor-label-why = Why
doctor-label-todo = To do
doctor-label-advice = Advice

### As a part of another sentence of the doctor

doctor-nothing = none
doctor-not-known = unknown
# When a finding names a reader that has a counter
doctor-unit-at-counter = { $unit } ({ $counter })
# When no reader can be used: what is the matter with each
doctor-unit-idle = { $why } USB port: { $port }, cable: { $cable }.
# When no cable is noted for a reader
doctor-no-cable-note = no note

### When the doctor could not read something of the PC: the reason

doctor-file-unread = { $path }: { $why }
doctor-program-absent = { $program } is not installed
doctor-program-not-run = { $program } cannot be run ({ $why })
doctor-program-endless = { $program } did not end
doctor-program-failed = { $program } reported "{ $why }"
doctor-program-no-list = what { $program } shows could not be understood
doctor-usb-unlisted = the USB devices cannot be listed
# When a file is no certificate
doctor-no-certificate = it cannot be read as a certificate
# When a port of madoguchi is taken by another program
doctor-start-port-held = The address { $address } is in use by another program ({ $program }), so madoguchi cannot be started. End that program, or set { $field } to something else. If it is the madoguchi of this PC, give this examination the same --data-dir as that one.

### When the running madoguchi uses other settings than those judged: each of them, and what to do

doctor-other-setting = { $field } is { $judged } (with the running madoguchi { $runs })
doctor-start-again-with-file = If the file was changed after the start, start madoguchi again when no patient is being served. If it was started with another file or with none, run this again in the same way.
doctor-name-the-file = Run this again with --config and the file that the running madoguchi was started with.

### When a network of readers overlaps: with what

doctor-used-address = the PC's address { $net } ({ $interface })
doctor-used-route = the route { $net } ({ $interface })
doctor-used-dns = the DNS server { $address }
doctor-used-plan = another plan { $net }

### When a network is judged: whose it is

doctor-network-of-reader = the network of the reader at { $interface }
doctor-network-planned = planned

### When a hub is found: whether it can be taken out

doctor-hub-fixed = The PC says that it cannot be taken out
doctor-hub-not-fixed = The PC does not say that it cannot be taken out

### When a USB network is not taken for a reader: why

doctor-not-taken-wireless = it is wireless
doctor-not-taken-way-out = it has a route to another network, for example by a router
doctor-not-taken-foreign = it is another maker's card reader
doctor-not-taken-network-card = it is a network card by its driver
doctor-not-taken-other-id = it is not among the reader_ids of the configuration
doctor-not-taken-no-device = its USB device cannot be read

### When a USB network is not taken for a reader: what to do

doctor-leave-wireless = Leave it so: nothing wireless can be a reader.
doctor-take-router-out = For a LAN adapter or a phone this is right. If it is a reader, take the router (gateway) out of the settings of { $interface }.
doctor-unplug-foreign = Unplug it from this PC. If it is no other maker's reader, take { $id } out of foreign_readers under [link] in the configuration.
doctor-add-reader-id = For a LAN adapter or a phone this is right. If it is a reader, add { $id } to reader_ids under [link] in the configuration; the ids of all readers stand there.
doctor-look-again-for-device = Run this again as administrator. If it stays so, plug the USB cable in anew.

### As a part of another sentence of the doctor

# When the route that leads elsewhere is not in the table that was read
doctor-other-table = of another table of routes
# When a default route is told: with a router
doctor-way-router = the router { $router } at { $interface }
# When a default route is told: without a router
doctor-way-interface = { $interface }, without a router

### When it is a test installation: by what

doctor-test-by-policy = policy = "loopback" in the configuration. The way from the readers was not looked at.
doctor-test-by-roots = This program was built with roots for tests, with which anybody can sign.

### When madoguchi was not asked: what to do

doctor-ask-after-start = Before installation, leave it so. Run this again when madoguchi runs.
doctor-ask-with-rights = Run this again as administrator, or as the user who started madoguchi.

### When a reader is behind a hub: whether the hub can be listed as one of the board

doctor-board-line = If all hubs on its way are on the PC's board, write the line below under [link] in the configuration, in place of a board_hubs line that is there.
doctor-board-line-unknown = The ids of a hub on its way could not be read, so that it cannot be listed as one of the PC's board.

### When the way from a reader is judged: what was seen of the firewall and of an attempt

doctor-door-refused = connection refused
doctor-filter-rule = { $chain }: { $rule }
doctor-filter-seen = { $filters }. { $tried }
doctor-tried-unanswered = madoguchi runs, and no answer came from its own address { $address }: { $detail }.
doctor-tried-refused = madoguchi runs, and its own address { $address } refused: it does not listen there, or the firewall rejects.
doctor-tried-not-connected = madoguchi runs, its port answers on this link, and no reader is connected over it.
doctor-tried-nothing = No attempt shows yet whether a reader gets in: the reader is refused or not paired, nothing answers there, or madoguchi could not be asked.
doctor-tried-no-reader = No link of a reader was found.

### When a firewall may hold readers back: how to open it

doctor-open-windows = As administrator run the commands below (they open { $interface } alone), and add them to the firewall's configuration, so that they are still there after a restart.
doctor-open-linux = Run the commands below as administrator (they open { $interface } alone). { $kept }
doctor-kept = They stay after a restart.
doctor-not-kept = Those for { $tools } are gone after a restart: add them to the configuration that loads its rules, too (nftables.service: /etc/nftables.conf).

# When no reader is plugged in yet
doctor-reader-to-come = a reader to come

### When not all of the firewall could be read: what, and why it matters

doctor-unread-rules = The rules of the firewall could not be read.
doctor-unread-rules-why = A rule that holds readers back would not be found.
doctor-unread-filters = Not all firewalls of this PC could be listed.
doctor-unread-filters-why = A firewall that holds readers back may not have been found.
doctor-unreadable-no-tool = neither nft nor iptables-save was found

### When the doctor finds this of the system or the configuration

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
doctor-config-mistakes-what = The configuration cannot be used. This examination went on with the usual values.
doctor-config-mistakes-evidence = { $mistakes }
doctor-config-mistakes-why = madoguchi does not start with a configuration that it cannot use.
doctor-config-mistakes-todo = Do what is said under "Seen", and run this again.
doctor-other-config-what = The running madoguchi uses other settings than those judged here: { $count }
doctor-other-config-evidence = { $settings }
doctor-other-config-why = madoguchi keeps the settings that it was started with until it is started again. What is said here of links, ports and readers may not be about the one that runs.
doctor-other-config-todo = { $todo }
doctor-test-installation-what = This is a test installation.
doctor-test-installation-evidence = { $detail }
doctor-test-installation-why = A test installation is not safe for patients' data, and takes no licenses of a clinic.
doctor-test-installation-todo = On a clinic's PC, use the vendor's release of the program, with policy = "usb".

### When the doctor finds this of the USB ports

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

### When the doctor finds this of a reader at the PC, or of another USB network

doctor-reader-direct-what = Reader { $serial }: directly at the USB port { $port }, { $speed } Mbps, { $interface } ({ $driver }), addresses { $addresses }.
doctor-no-readers-what = No reader was found on USB.
doctor-no-readers-evidence = There is no USB network device that could be one.
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
doctor-driver-rndis-what = The reader's network { $interface } runs on a driver for RNDIS.
doctor-driver-rndis-evidence = driver: { $driver }
doctor-driver-rndis-why = It works as it is. Microsoft recommends NCM in its place, for which Windows 11 has a driver (UsbNcm).
doctor-driver-rndis-todo = Ask the reader's vendor whether there is software of the reader that speaks NCM

doctor-usb-suspended-what = This PC suspends USB devices that are idle (USB selective suspend).
doctor-usb-suspended-evidence = Power plan, plugged in: USB selective suspend is enabled
doctor-usb-suspended-why = A reader that waits can be suspended, and its connection lost.
doctor-usb-suspended-todo = In the control panel: Power Options, Change plan settings, Change advanced power settings, USB settings, USB selective suspend setting: set "Plugged in" to "Disabled"; or run these two lines as administrator

doctor-adapter-turned-off-what = Windows may turn the reader's network { $interface } off to save power.
doctor-adapter-turned-off-evidence = { $interface }: "Allow the computer to turn off this device to save power" is ticked
doctor-adapter-turned-off-why = When it is turned off, the connection to the reader is lost.
doctor-adapter-turned-off-todo = In the device manager, under "Network adapters", open the properties of the adapter of { $interface }, and untick that line under "Power Management"

doctor-too-many-readers-what = { $readers } readers are plugged in.
doctor-too-many-readers-evidence = One PC serves four at most.
doctor-too-many-readers-why = A fifth one is refused, whatever the licenses say.
doctor-too-many-readers-todo = Leave four, or use another PC.
doctor-not-taken-as-reader-what = The USB network { $interface } is not taken for a reader.
doctor-not-taken-as-reader-evidence = Because { $reason } (USB port { $port }, { $id })
doctor-not-taken-as-reader-why = madoguchi listens on the links of readers alone, never on the clinic's LAN or a wireless network.
doctor-not-taken-as-reader-todo = { $todo }
doctor-foreign-reader-what = Another maker's card reader "{ $name }" is plugged in.
doctor-foreign-reader-evidence = USB port { $port }, { $id }
doctor-foreign-reader-why = Both on one PC were never tested, and nobody can tell any more where a fault comes from.
doctor-foreign-reader-todo = Unplug it from this PC.
doctor-reader-ids-unset-what = The configuration does not say which USB devices are readers (reader_ids).
doctor-reader-ids-unset-evidence = Taken for readers now: { $found }
doctor-reader-ids-unset-why = Without reader_ids, any USB network device can be taken for a reader, a network card, too.
doctor-reader-ids-unset-todo = If all of these are readers, write this line under [link] in the configuration. Leave out the ids of what is none.

### When the doctor finds this of the networks of readers, there or planned

doctor-network-clear-what = { $net } ({ $whose }) overlaps with nothing.
doctor-network-overlap-what = { $net } ({ $whose }) overlaps with what the PC uses already.
doctor-network-overlap-evidence = It overlaps with { $used }
doctor-network-overlap-why = Where addresses overlap, either the reader or the clinic's devices and the dedicated line cannot be reached.
doctor-network-overlap-todo = Give the reader another network. One that is free: { $instead }. IPv6 link-local (the default) never overlaps.
doctor-networks-unknown-what = The routes or the DNS servers of the PC could not be read.
doctor-networks-unknown-evidence = { $detail }
doctor-networks-unknown-why = An overlap with what was not read is not found.
doctor-networks-unknown-todo = Run this again as administrator.
doctor-network-proposed-what = Free networks for readers: { $found }. Each line has the network, the PC's address and the reader's.
doctor-network-none-free-what = There are not enough free networks.
doctor-network-none-free-evidence = { $found } of { $wanted } are free.
doctor-network-none-free-why = The routes of the PC (of a VPN, for example) take nearly all private addresses.
doctor-network-none-free-todo = Use IPv6 link-local (the default), which never overlaps. If IPv4 is a must, ask the network's administrator for a free range.

### When the doctor finds this of the way from a reader to madoguchi

doctor-gateway-reachable-what = { $interface }: the reader reaches madoguchi (TCP { $port }).
doctor-gateway-listens-what = { $interface }: the port for readers answers (TCP { $port }).
doctor-listener-missing-what = { $interface }: nothing can connect to the port for readers (TCP { $port }).
doctor-listener-missing-evidence = { $addresses }: { $detail }
doctor-listener-missing-why = The reader connects to this address.
doctor-listener-missing-todo = See whether madoguchi runs, and start it if not. If it runs, do first what is said here of a firewall, if anything is; else see whether the configuration that is judged here (--config) is the one that it was started with, and start it again.
doctor-listener-not-yet-what = { $interface }: madoguchi does not run yet (TCP { $port }).
doctor-listener-not-yet-evidence = { $addresses }: { $detail }
doctor-listener-not-yet-why = The reader connects to this address.
doctor-listener-not-yet-todo = Start madoguchi and run this again.
doctor-port-held-what = { $interface }: another program listens at the port for readers (TCP { $port }).
doctor-port-held-evidence = { $addresses }: it answers, and no madoguchi of this data directory runs. Program: { $program }
doctor-port-held-why = Readers connect to this port. A program that is not their madoguchi lets none of them in, and madoguchi cannot listen there.
doctor-port-held-todo = End that program. If it is a madoguchi with another data directory, give this examination the same --data-dir and --config as that one.
doctor-firewall-blocks-what = { $interface }: a firewall holds back what the reader sends ({ $ports }).
doctor-firewall-blocks-evidence = { $seen }
doctor-firewall-blocks-why = The reader connects over TCP/IP. If a firewall holds that back, it cannot.
doctor-firewall-blocks-todo = { $open }
doctor-firewall-will-block-what = As things are, a firewall will hold back what readers send ({ $ports }).
doctor-firewall-will-block-evidence = { $seen } (for { $interface })
doctor-firewall-will-block-why = The reader connects over TCP/IP. If a firewall holds that back, it cannot.
doctor-firewall-will-block-todo = Run the commands below as administrator: they let in what is on the same link, to this program alone. Run this again when a reader is plugged in.
doctor-firewall-unclear-what = { $interface }: whether a firewall holds back what the reader sends ({ $ports }) depends on a rule that cannot be judged here.
doctor-firewall-unclear-evidence = { $seen }
doctor-firewall-unclear-why = The reader connects over TCP/IP. If a firewall holds that back, it cannot.
doctor-firewall-unclear-todo = If the reader connects, leave it so. If not, these commands open the ports.
doctor-firewall-suspected-what = { $interface }: no reader connects. The firewall of this PC ({ $tools }) may hold back what readers send ({ $ports }).
doctor-firewall-suspected-evidence = { $seen }
doctor-firewall-suspected-why = The reader connects over TCP/IP. If a firewall holds that back, it cannot. The rules of the firewall were not judged.
doctor-firewall-suspected-todo = See that the reader is switched on and paired, and wait a minute. If it still does not connect: { $open }
doctor-firewall-active-what = A firewall is active on this PC ({ $tools }).
doctor-firewall-active-evidence = { $seen }
doctor-firewall-active-why = Whether it lets in what readers send ({ $ports }) is seen when a reader connects. Its rules were not judged.
doctor-firewall-active-todo = If the reader connects, leave it so. If not: { $open } Where the reader's interface has another name, write that.
doctor-firewall-unreadable-what = { $what }
doctor-firewall-unreadable-evidence = { $detail }
doctor-firewall-unreadable-why = { $why }
doctor-firewall-unreadable-todo = Run this again as administrator, or else look at the rules of the firewall yourself.
doctor-route-elsewhere-what = What the PC sends to the reader at { $interface } leaves by { $other }.
doctor-route-elsewhere-evidence = The reader's network is { $net }, and the route { $route } goes to { $other }
doctor-route-elsewhere-why = With the wrong route the PC's answers do not reach the reader.
doctor-route-elsewhere-todo = Give the reader a free network ("madoguchi doctor --propose 4"), or, if the route is not needed, remove it as administrator. The command below removes it, or shows which it is.

### When the doctor was asked for the dedicated line (--line) and finds this

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
doctor-line-by-default-evidence = It leaves by { $way } (route { $route })
doctor-line-by-default-why = A default route fits every address. If it leads to the internet, the line's own route was lost, and no eligibility check gets through.
doctor-line-by-default-todo = Does { $way } lead to the dedicated line? See the papers of the company that installed the line. When you know the address of the line's router, run this command as administrator with that address for ROUTER and the interface at which it is. On Linux write the route into the network configuration, too, so that it is there after a restart.
doctor-line-by-default-public-what = Only the default route fits the dedicated line { $address }, a public address.
doctor-line-by-default-public-evidence = It leaves by { $way } (route { $route })
doctor-line-by-default-public-why = This is right if the line goes over the internet (IPsec). If it has a router of its own, its route was lost.
doctor-line-by-default-public-todo = Does { $way } lead to the dedicated line? If it has a router of its own, run this command as administrator with that router's address for ROUTER.

### When the doctor finds this of the clock

doctor-clock-fine-what = The time is { $time } ({ $zone }), and follows a time server.
doctor-clock-wrong-what = The PC's clock shows an impossible date.
doctor-clock-wrong-evidence = { $time } ({ $zone })
doctor-clock-wrong-why = Times on pages and in records are wrong, licenses with a term may be judged wrongly, and the certificates of the dedicated line may fail.
doctor-clock-wrong-todo = Set date and time. If it happens again, replace the battery on the PC's board.
doctor-clock-not-synced-what = The PC's clock does not follow a time server.
doctor-clock-not-synced-evidence = { $time } ({ $zone })
doctor-clock-not-synced-why = A clock may be minutes off after a month; far off, certificates of the dedicated line and terms of licenses are judged wrongly.
doctor-clock-not-synced-todo = Switch automatic time on. In a closed network, set the clock by hand once a month.
doctor-clock-sync-unknown-what = It could not be told whether the PC's clock follows a time server.
doctor-clock-sync-unknown-evidence = { $time } ({ $zone })
doctor-clock-sync-unknown-why = A clock may be minutes off after a month.
doctor-clock-sync-unknown-todo = Look whether the time that is shown is right.
doctor-zone-not-japan-what = The PC's time zone is not Japan's.
doctor-zone-not-japan-evidence = { $time } ({ $zone })
doctor-zone-not-japan-why = Times in other programs and times in the records seem to disagree.
doctor-zone-not-japan-todo = Set the time zone to Osaka, Sapporo, Tokyo (Asia/Tokyo).
doctor-fleet-time-differs-what = madoguchi's own time and the PC's clock are { $distance } apart.
doctor-fleet-time-differs-evidence = PC { $time }, own time { $fleet }, since { $since } by the PC's clock
doctor-fleet-time-differs-why = Patients are queued and called as before. The times on the pages and the day's end go by the PC's clock, licenses with a term by madoguchi's own time.
doctor-fleet-time-differs-todo = If the PC's clock is right, set madoguchi's own time to it with "madoguchi time confirm"; if not, set the PC's clock.

### When the doctor finds this of the data directory

doctor-data-fine-what = Data directory { $path }: only its owner can read it (free: { $free }).
doctor-data-not-yet-what = madoguchi has not run with the data directory { $path } yet.
doctor-data-not-yet-evidence = There are no keys and no records.
doctor-data-not-yet-why = Before installation this is right.
doctor-data-not-yet-todo = After it, name the right folder with --data-dir.
doctor-data-open-what = Others than the owner can read or write in the data directory { $path }.
doctor-data-open-evidence = { $open }
doctor-data-open-why = The keys of this PC are in it. Whoever reads them can pretend to be it.
doctor-data-open-todo = Run this command as administrator, or as the user who runs madoguchi.
doctor-reception-open-what = Others than its group can use reception's folder { $path }, or somebody can write there.
doctor-reception-open-evidence = { $who }
doctor-reception-open-why = The token in it lets programs act for reception. As long as others may use the folder, madoguchi takes no such token, and reception's programs do not get in.
doctor-reception-open-todo = Run this command as administrator (with --group NAME where the group is not called madoguchi-reception), then start madoguchi again: it makes a new token.
doctor-data-other-owner-what = The data directory { $path } belongs to another user.
doctor-data-other-owner-evidence = Who runs this examination is not its owner.
doctor-data-other-owner-why = madoguchi is run by the owner of its data directory.
doctor-data-other-owner-todo = Run this again as the user who runs madoguchi.
doctor-data-mixed-owners-what = Files in the data directory { $path } belong to another user than the directory.
doctor-data-mixed-owners-evidence = { $files }
doctor-data-mixed-owners-why = Madoguchi runs as the user whom the directory belongs to, and cannot write files of others: it does not start, or stops. Mostly it was once started as administrator.
doctor-data-mixed-owners-todo = Stop madoguchi, run the command below as administrator, and start it as the user whom the directory belongs to.
doctor-data-unreadable-what = The data directory { $path } could not be looked at.
doctor-data-unreadable-evidence = { $detail }
doctor-data-unreadable-why = Rights, certificates or space could not all be checked.
doctor-data-unreadable-todo = Run this again as administrator, or as the user who runs madoguchi.
doctor-data-other-environment-what = The data directory { $path } is for another use than the configuration.
doctor-data-other-environment-evidence = The directory is for { $found }, the configuration for { $wanted }
doctor-data-other-environment-why = So that a test never becomes a clinic's records, madoguchi does not start with it.
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
doctor-certificate-unreadable-why = If it is damaged, madoguchi does not start.
doctor-certificate-unreadable-todo = Stop madoguchi, restore the newest backup into another, empty folder (madoguchi restore FILE --data-dir FOLDER), and copy the file of the same name from there. If there is no backup, call support.
doctor-backup-unset-what = No backups are made by themselves.
doctor-backup-unset-evidence = The configuration has no backup.folder.
doctor-backup-unset-why = If the PC's disk dies, nothing else has the records of tickets, readers and licenses, and this PC's keys.
doctor-backup-unset-todo = Make a key with "madoguchi backup-key", print it, and write it into the configuration's section backup together with a folder on a USB stick or the like. If you keep copies in another way, leave it as it is.
doctor-backup-kept-what = { $told }

### When the doctor has asked the running madoguchi, or could not

doctor-controller-fine-what = madoguchi { $software } runs ({ $serving } of { $units } readers can be used).
doctor-controller-not-asked-what = Alarms, readers and licenses of madoguchi were not looked at.
doctor-controller-not-asked-evidence = { $detail }
doctor-controller-not-asked-why = Only a running madoguchi knows its readers and how many seats there are for them.
doctor-controller-not-asked-todo = { $todo }
doctor-start-fails-what = Madoguchi cannot be started as things are.
doctor-start-fails-evidence = { $detail }
doctor-start-fails-why = Each start ends there; starting again mends nothing. One that runs now stops there at its next start.
doctor-start-fails-todo = Do what is said under "Seen", and run this again.
doctor-controller-silent-what = A madoguchi that runs, or is just starting, could not be asked.
doctor-controller-silent-evidence = { $detail }
doctor-controller-silent-why = A program has the records of this data directory in use, so it runs. Its alarms, readers and licenses are not known.
doctor-controller-silent-todo = Wait a minute and run this again. If nothing changes, stop that program and start madoguchi again.
doctor-controller-not-running-what = madoguchi does not answer, so it could not be asked.
doctor-controller-not-running-evidence = { $detail }
doctor-controller-not-running-why = While madoguchi does not run, no patient is called to a reader.
doctor-controller-not-running-todo = Start it with "madoguchi serve". If it runs with another data directory or another configuration, give this examination the same --data-dir and --config.
doctor-controller-alarm-what = madoguchi says: { $alarm }
doctor-controller-alarm-evidence = Told by the running madoguchi (code "{ $code }", for support)
doctor-controller-alarm-why = The running madoguchi asks for somebody's attention.
doctor-controller-alarm-todo = Do what the alarm says.
doctor-unit-refused-what = Reader { $unit } cannot be used.
doctor-unit-refused-evidence = USB port: { $port }, cable: { $cable }. Told by the running madoguchi (code "{ $code }", for support)
doctor-unit-refused-why = { $why }
doctor-unit-refused-todo = Do as the reason says. "madoguchi unit list" shows how things stand.
doctor-unit-not-serving-what = Reader { $unit } cannot be used, and nobody at the desk paused it.
doctor-unit-not-serving-evidence = { $alarm }
doctor-unit-not-serving-why = Each reader that cannot be used makes patients wait longer, also while others can.
doctor-unit-not-serving-todo = Do as is said under "Seen". A reader that is put away for a while is paused with "madoguchi unit pause", one that is gone for good is taken out with "madoguchi unit retire": then nothing is said of it any more.
doctor-seats-short-what = Readers that cannot be used for want of a seat: { $count }
doctor-seats-short-evidence = { $units } (seats: { $seats })
doctor-seats-short-why = From the second reader on, an additional license or a multi-unit edition with its license in the box is needed.
doctor-seats-short-todo = Make a request with "madoguchi license request" and give it to the vendor. Licenses can be added at any time, without a restart.
doctor-seats-enough-what = No reader that is connected lacks a seat (readers with a seat: { $units }; seats: { $seats }).
doctor-license-not-in-force-what = The license { $license } gives no seats now.
doctor-license-not-in-force-evidence = { $why }
doctor-license-not-in-force-why = Whoever counts on it may have fewer readers that can be used.
doctor-license-not-in-force-todo = If you do not know why, ask the vendor.

### In each examination: what only a person can see

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
doctor-placement-cable-todo = Use a cable that fits, and note its length on the reader ("madoguchi unit note").
doctor-placement-hub-what = Is every reader plugged into a USB port of the PC itself?
doctor-placement-hub-why = A reader behind a USB hub or a dock is refused.
doctor-placement-hub-todo = Take the hub away and use a USB port (type A) of the PC.
doctor-placement-foreign-what = Is no other maker's card reader plugged into this PC?
doctor-placement-foreign-why = Both on one PC were never tested, and nobody can tell any more where a fault comes from.
doctor-placement-foreign-todo = Unplug the other maker's card reader from this PC.

### When the doctor finds this of the coverage of readers

doctor-unit-covered = { $unit }: until { $until }
doctor-coverage-soon-what = Readers with at most 180 days of coverage left: { $count }.
doctor-coverage-soon-evidence = { $units }
doctor-coverage-soon-why = Once its coverage has ended, a reader that breaks is neither repaired nor replaced. A new one takes two to three months to arrive.
doctor-coverage-soon-todo = Ask the vendor when to order new ones of the same edition.
doctor-coverage-close-what = Readers with at most 120 days of coverage left: { $count }.
doctor-coverage-close-evidence = { $units }
doctor-coverage-close-why = A new one takes two to three months to arrive: if it is not ordered now, it may come too late.
doctor-coverage-close-todo = Order new ones of the same edition from the vendor.
doctor-coverage-over-what = Readers whose coverage has ended: { $count }.
doctor-coverage-over-evidence = { $units }
doctor-coverage-over-why = They go on working, but one that breaks is neither repaired nor replaced.
doctor-coverage-over-todo = Order new ones of the same edition from the vendor before they break.
doctor-delivery-unknown-what = Readers whose day of delivery is not noted: { $count }.
doctor-delivery-unknown-evidence = { $units }
doctor-delivery-unknown-why = Without it nobody knows how long they are covered, and nothing tells when that ends.
doctor-delivery-unknown-todo = Note the day that the delivery slip shows, with "madoguchi unit note" or on the page of readers.
