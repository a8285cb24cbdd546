//! Network cards on USB, which lead to the clinic's network; recognised by their drivers.
//!
//! Such a card has no route to other networks until a DHCP server has answered, which takes seconds, and on a network without a router it
//! never has one. So checking the routes would not be enough to keep listeners off the clinic's network.

use crate::Interface;

/// Drivers of chips with a network at the other end (Linux, `drivers/net/usb/Kconfig`: Ethernet, and modems and phones that share their
/// network). A reader shows itself as a network device of USB's own classes (CDC, RNDIS), whose drivers are not listed. A reader that
/// contains such a chip has to be listed in `reader_ids`.
const DRIVERS: [&str; 26] = [
    "MOSCHIP usb-ethernet driver",
    "aqc111",
    "asix",
    "ax88179_178a",
    "catc",
    "cdc_mbim",
    "ch9200",
    "cx82310_eth",
    "dm9601",
    "hso",
    "huawei_cdc_ncm",
    "int51x1",
    "ipheth",
    "kalmia",
    "kaweth",
    "lan78xx",
    "pegasus",
    "qmi_wwan",
    "r8152",
    "r8153_ecm",
    "rtl8150",
    "sierra_net",
    "smsc75xx",
    "smsc95xx",
    "sr9700",
    "sr9800",
];

impl Interface {
    /// Whether its driver is one of network cards, behind which there is no reader.
    #[must_use]
    pub fn is_network_card(&self) -> bool {
        let driver = self.driver.as_deref();
        driver.is_some_and(|driver| DRIVERS.contains(&driver))
    }
}
