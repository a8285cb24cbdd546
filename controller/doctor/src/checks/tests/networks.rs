//! Networks, listeners, routes, and the way to the dedicated line.

use super::*;

#[test]
fn a_readers_network_that_overlaps_with_the_clinics_is_found_with_what_it_meets() {
    let mut facts = pc();
    links(&mut facts).interfaces[1]
        .addresses
        .push(address("192.168.10.129/30"));
    let overlap = found(&facts, Code::NetworkOverlap);
    let seen = &overlap.evidence.en;
    assert!(seen.contains("192.168.10.5/24 (eth0)"), "{seen}");
    assert!(!seen.contains("usb0"), "{seen}");
    assert!(overlap.todo.en.contains("172.29.0.0/30"), "{overlap:?}");
}

#[test]
fn a_plan_is_held_against_addresses_routes_dns_and_other_plans() {
    let mut facts = pc();
    facts.routes.routes.push(route("10.20.0.0/16", "tun0"));
    facts.routes.routes.push(route("128.0.0.0/1", "tun0"));
    facts.routes.dns.push(ip("172.20.0.53"));
    let judged = |facts: &mut Facts, plans: &[&str]| {
        facts.asked.plans = plans.iter().map(|plan| plan.parse().unwrap()).collect();
        codes(facts)
    };
    for clear in ["192.168.11.0/24", "10.21.0.0/30", "fd00::/64"] {
        assert_eq!(judged(&mut facts, &[clear]), [], "{clear}");
        found(&facts, Code::NetworkClear);
    }
    for (plan, meets) in [
        ("192.168.0.0/16", "192.168.10.5/24"),
        ("10.20.30.0/24", "10.20.0.0/16 (tun0)"),
        ("172.20.0.0/24", "172.20.0.53"),
    ] {
        assert_eq!(
            judged(&mut facts, &[plan]),
            [Code::NetworkOverlap],
            "{plan}"
        );
        let seen = found(&facts, Code::NetworkOverlap).evidence.en;
        assert!(seen.contains(meets), "{plan}: {seen}");
    }
    let twice = judged(&mut facts, &["10.50.0.0/30", "10.50.0.0/29"]);
    assert_eq!(twice, [Code::NetworkOverlap]);
    // In place of a plan that is too large for any room, one that is enough for a link.
    judged(&mut facts, &["10.0.0.0/8"]);
    let large = found(&facts, Code::NetworkOverlap).todo.en;
    assert!(large.contains("172.29.0.0/30"), "{large}");
    // A plan that was carried out is not in its own way.
    links(&mut facts).interfaces[1]
        .addresses
        .push(address("10.50.0.1/30"));
    facts.routes.routes.push(route("10.50.0.0/30", "usb0"));
    assert_eq!(judged(&mut facts, &["10.50.0.0/30"]), []);
}

#[test]
fn proposals_keep_clear_of_plans_and_say_when_there_are_none() {
    let mut facts = pc();
    facts.asked.propose = 2;
    facts.asked.plans = vec!["172.29.0.0/30".parse().unwrap()];
    let proposed = found(&facts, Code::NetworkProposed);
    assert_eq!(
        proposed.commands[0],
        "172.29.0.4/30  172.29.0.5/30  172.29.0.6/30"
    );
    for net in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] {
        facts.routes.routes.push(route(net, "tun0"));
    }
    facts.asked.plans.clear();
    assert_eq!(codes(&facts), [Code::NetworkNoneFree]);
}

#[test]
fn a_missing_listener_is_told_by_the_address_that_does_not_answer() {
    let mut facts = pc();
    facts.doors[1].answer = Answer::Refused;
    assert_eq!(codes(&facts), [Code::ListenerMissing]);
    let seen = found(&facts, Code::ListenerMissing).evidence.en;
    assert_eq!(seen, "[fe80::1%4]:7443: connection refused");
    let good = found(&facts, Code::GatewayListens).what.en;
    assert!(good.starts_with("usb0:"), "{good}");
    facts.doors[0].answer = Answer::Refused;
    let both = found(&facts, Code::ListenerMissing).what.en;
    assert!(
        both.starts_with("usb0, usb1: nothing can connect to the port"),
        "{both}"
    );
    facts.data.state = DataState::NotYet;
    assert!(codes(&facts).contains(&Code::ListenerNotYet));
}

#[test]
fn a_route_that_takes_the_readers_packets_elsewhere_is_found() {
    let mut facts = pc();
    links(&mut facts).interfaces[1].addresses = vec![address("172.29.0.1/30")];
    facts.routes.routes.push(route("172.29.0.0/30", "usb0"));
    assert_eq!(codes(&facts), []);
    facts.routes.routes.push(route("172.29.0.2/32", "tun0"));
    assert!(codes(&facts).contains(&Code::RouteElsewhere));
    let elsewhere = found(&facts, Code::RouteElsewhere);
    assert!(
        elsewhere.evidence.en.contains("172.29.0.2/32 goes to tun0"),
        "{elsewhere:?}"
    );
    assert_eq!(
        elsewhere.commands,
        ["Remove-NetRoute -DestinationPrefix 172.29.0.2/32 -InterfaceAlias 'tun0'"]
    );
}

#[test]
fn a_route_in_another_table_is_found_by_what_the_system_chooses() {
    let mut facts = pc();
    links(&mut facts).interfaces[1].addresses = vec![address("172.29.0.1/30")];
    facts.routes.routes.push(route("172.29.0.0/30", "usb0"));
    let towards = |from: &str| {
        let line = Line {
            address: ip("172.29.0.2"),
            from: Ok(ip(from)),
        };
        vec![("usb0".to_owned(), line)]
    };
    facts.towards = towards("172.29.0.1");
    assert_eq!(codes(&facts), []);
    facts.towards = towards("192.168.10.5");
    let elsewhere = found(&facts, Code::RouteElsewhere);
    assert!(
        elsewhere.what.en.ends_with("leaves by eth0."),
        "{elsewhere:?}"
    );
    assert_eq!(
        elsewhere.commands,
        ["Find-NetRoute -RemoteIPAddress 172.29.0.2"]
    );
}

#[test]
fn the_way_to_the_dedicated_line_must_be_there_and_not_lead_into_a_reader() {
    let mut facts = pc();
    let address = ip("10.1.2.3");
    let mut judged = |from: Result<IpAddr, Word>| {
        facts.line = Some(Line { address, from });
        codes(&facts)
    };
    assert_eq!(judged(Ok(ip("fe80::1"))), [Code::LineByReader]);
    let unreachable = Err("Network is unreachable".into());
    assert_eq!(judged(unreachable), [Code::LineMissing]);
    facts.routes.routes.push(route("10.1.0.0/16", "eth0"));
    let from = Ok(ip("192.168.10.5"));
    facts.line = Some(Line { address, from });
    assert_eq!(codes(&facts), []);
    found(&facts, Code::LineRoute);
}

#[test]
fn a_default_route_alone_is_no_way_to_the_dedicated_line() {
    let mut facts = pc();
    facts.routes.routes[0].gateway = Some(ip("192.168.10.1"));
    let judged = |facts: &mut Facts, address: &str| {
        facts.line = Some(Line {
            address: ip(address),
            from: Ok(ip("192.168.10.5")),
        });
        codes(facts)
    };
    for private in ["10.255.0.1", "172.20.0.1", "100.64.0.1", "192.168.11.1"] {
        assert_eq!(
            judged(&mut facts, private),
            [Code::LineByDefault],
            "{private}"
        );
    }
    for public in ["203.0.113.7", "100.128.0.1"] {
        let expected = [Code::LineByDefaultPublic];
        assert_eq!(judged(&mut facts, public), expected, "{public}");
    }
    judged(&mut facts, "10.255.0.1");
    let lost = found(&facts, Code::LineByDefault);
    assert!(
        lost.evidence.en.contains("192.168.10.1 at eth0"),
        "{lost:?}"
    );
    assert_eq!(
        lost.commands,
        ["New-NetRoute -DestinationPrefix 10.255.0.1/32 -InterfaceAlias 'eth0' -NextHop ROUTER"]
    );
    facts.system.kind = Kind::Linux {
        id: "debian".to_owned(),
        version: "12".to_owned(),
        kernel: "6.1.0".to_owned(),
    };
    let lost = found(&facts, Code::LineByDefault);
    assert_eq!(
        lost.commands,
        ["ip route replace 10.255.0.1/32 via ROUTER dev eth0"]
    );
    // The halves that a VPN lays are no better.
    facts.routes.routes.push(route("0.0.0.0/1", "eth0"));
    assert_eq!(judged(&mut facts, "10.255.0.1"), [Code::LineByDefault]);
    // The PC's own network is a way, and so is a route of its own.
    assert_eq!(judged(&mut facts, "192.168.10.254"), []);
    facts.routes.routes.push(route("10.255.0.0/24", "eth0"));
    assert_eq!(judged(&mut facts, "10.255.0.1"), []);
}
