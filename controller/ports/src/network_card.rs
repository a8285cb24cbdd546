//! Network cards on USB: adapters to the clinic's network, told by their drivers.
//!
//! Such a card has no route to elsewhere until somebody has answered it there (DHCP takes seconds), and on a network without a
//! router it never has one. So the routes alone do not keep the doors from opening on the clinic's network.

use crate::Interface;

/// Drivers of chips that have a network of their own at the other end (Linux, `drivers/net/usb/Kconfig`: Ethernet, and modems and
/// phones that share theirs). What a reader shows itself as, a network device of USB's own classes (CDC, RNDIS), is not among
/// them. A reader with such a chip in it is listed in `reader_ids`.
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
    /// Whether its driver is one of network cards, which lead to a network and to no reader.
    #[must_use]
    pub fn is_network_card(&self) -> bool {
        let driver = self.driver.as_deref();
        driver.is_some_and(|driver| DRIVERS.contains(&driver))
    }
}
