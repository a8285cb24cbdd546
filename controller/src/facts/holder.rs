//! Which program listens at a port of this PC, as far as the system tells whoever asks: other users' programs it tells to root alone.

/// The program's name with the number of its process: "nginx (PID 12)".
#[cfg(target_os = "linux")]
pub(crate) fn of(port: u16) -> Option<String> {
    use super::files;
    use std::fs;

    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    let tables = tables.iter().filter_map(|table| files::text(table).ok());
    let sockets: Vec<_> = tables.flat_map(|table| listening(&table, port)).collect();
    let processes = fs::read_dir("/proc").ok()?.flatten().take(MAX_PROCESSES);
    for process in processes {
        let name = process.file_name().to_string_lossy().into_owned();
        let Ok(number) = name.parse::<u32>() else {
            continue;
        };
        let Ok(open) = fs::read_dir(process.path().join("fd")) else {
            continue;
        };
        let mut links = open
            .flatten()
            .filter_map(|fd| fs::read_link(fd.path()).ok());
        if links.any(|link| {
            sockets
                .iter()
                .any(|socket| link.as_os_str() == socket.as_str())
        }) {
            let program = files::line(process.path().join("comm"))?;
            return Some(format!("{program} (PID {number})"));
        }
    }
    None
}

/// Most processes that are looked at: a PC has some hundred.
#[cfg(target_os = "linux")]
const MAX_PROCESSES: usize = 32_768;
/// The state of a socket that listens (`TCP_LISTEN`, include/net/tcp_states.h).
#[cfg(target_os = "linux")]
const LISTENS: &str = "0A";

/// The sockets that listen at a port, as `/proc/PID/fd` names them: "0: 0100007F:1D15 00000000:0000 0A … uid timeout inode".
#[cfg(target_os = "linux")]
fn listening(table: &str, port: u16) -> Vec<String> {
    let end = format!(":{port:04X}");
    let inode = |line: &str| {
        let fields: Vec<_> = line.split_ascii_whitespace().take(10).collect();
        let &[_, local, _, state, _, _, _, _, _, inode] = fields.as_slice() else {
            return None;
        };
        let listens = state == LISTENS && local.ends_with(&end);
        listens.then(|| format!("socket:[{inode}]"))
    };
    table.lines().filter_map(inode).collect()
}

/// The same by PowerShell.
#[cfg(windows)]
pub(crate) fn of(port: u16) -> Option<String> {
    let script = format!(
        "$c = Get-NetTCPConnection -LocalPort {port} -State Listen -ErrorAction Stop | Select-Object -First 1; \
         (Get-Process -Id $c.OwningProcess).ProcessName + ' (PID ' + $c.OwningProcess + ')'"
    );
    let told = super::programs::powershell(&script).ok()?;
    let told = String::from_utf8_lossy(&told).trim().to_owned();
    (!told.is_empty()).then_some(told)
}

#[cfg(not(any(target_os = "linux", windows)))]
pub(crate) fn of(_port: u16) -> Option<String> {
    None
}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener};

    #[test]
    fn who_listens_at_a_port_is_named_with_its_process() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let held = of(port).unwrap();
        let ours = format!("(PID {})", std::process::id());
        assert!(held.ends_with(&ours), "{held}");
        drop(listener);
        assert_eq!(of(port), None);
    }
}
