//! How a reader that wants to pair reaches the PC, judged by itself: the same reasons, in the same order, by which admission
//! would refuse it (RULES, "Units and admission"). What depends on other units is judged when it attaches.

use madoguchi_fleet::admission::Refusal;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::{Link, Path, UsbSerial};

/// Whether a reader with this serial may be paired over this link.
///
/// # Errors
/// The first reason why not.
pub(super) fn judge(serial: &Serial, link: &Link) -> Result<(), Refusal> {
    match &link.usb_serial {
        UsbSerial::Shown(usb) if **usb != *serial.as_str() => {
            let usb = Some(usb.clone());
            return Err(Refusal::IdentityMismatch { usb });
        }
        UsbSerial::Missing => return Err(Refusal::IdentityMismatch { usb: None }),
        UsbSerial::Shown(_) | UsbSerial::NoDevice => {}
    }
    if let Some(port) = link.copies.first() {
        return Err(Refusal::SerialTwice { port: port.clone() });
    }
    match link.path {
        Path::Direct => Ok(()),
        Path::Unknown => Err(Refusal::LinkUnknown),
        Path::NotUsb => Err(Refusal::NotUsb {
            interface: link.interface.clone(),
        }),
        Path::BehindHub => Err(Refusal::BehindHub {
            port: link.port.clone(),
            hub: link.hub.clone(),
        }),
    }
}
