//! Names and ports by which a reader finds and recognises a controller.

/// The name in the controller's certificate, by which each client checks it.
pub const SERVER_NAME: &str = "controller.madoguchi.internal";

/// The one application protocol that TLS negotiates: HTTP/2, which gRPC needs.
pub const ALPN: &[u8] = b"h2";

/// The service type in multicast DNS, written without its final dot.
pub const SERVICE: &str = "_madoguchi._tcp.local";

/// The gateway's usual port.
pub const GATEWAY_PORT: u16 = 7443;

/// The usual port for pairing, open only while somebody pairs.
pub const PAIRING_PORT: u16 = 7444;
