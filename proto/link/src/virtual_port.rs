//! Ports of the virtual bus, as an agent names one that is not plugged in by USB: "1-2", or "1-3.1" behind a hub.

/// The longest name in bytes: five hubs in a row.
pub const MAX_VIRTUAL_PORT_BYTES: usize = 32;

/// The bus and the chain of ports; `None` where the text is not a port.
#[must_use]
pub fn parse(text: &str) -> Option<(&str, &str)> {
    if text.len() > MAX_VIRTUAL_PORT_BYTES {
        return None;
    }
    let (bus, chain) = text.split_once('-')?;
    let number = |part: &str| {
        (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && !part.starts_with('0')
    };
    (number(bus) && chain.split('.').all(number)).then_some((bus, chain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_bus_and_a_chain_of_numbers() {
        assert_eq!(parse("1-2"), Some(("1", "2")));
        assert_eq!(parse("12-3.1.255"), Some(("12", "3.1.255")));
        let long = format!("1-{}1", "1.".repeat(15));
        for text in [
            "", "1", "1-", "-1", "0-1", "1-01", "+1-1", "1-1.", "1-1-1", &long,
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
