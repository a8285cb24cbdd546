//! The rights of a folder on Windows: its security descriptor, read by the system's own function.

use super::{Open, sddl};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use windows_permissions::constants::{SeObjectType, SecurityInformation};
use windows_permissions::utilities::current_process_sid;
use windows_permissions::wrappers::{
    ConvertSecurityDescriptorToStringSecurityDescriptor, ConvertSidToStringSid,
    GetNamedSecurityInfo,
};

/// `None` where nobody else may use it.
pub(super) fn of(path: &Path, top: bool) -> io::Result<Option<Open>> {
    // The function says another error for what is not there on some systems.
    std::fs::symlink_metadata(path)?;
    let what = SecurityInformation::Owner | SecurityInformation::Dacl;
    let descriptor = GetNamedSecurityInfo(path.as_os_str(), SeObjectType::SE_FILE_OBJECT, what)?;
    let text = ConvertSecurityDescriptorToStringSecurityDescriptor(&descriptor, what)?;
    let ours = ConvertSidToStringSid(&*current_process_sid()?)?;
    let text = text.to_string_lossy();
    let descriptor = sddl::Descriptor::parse(&text).ok_or(io::ErrorKind::InvalidData)?;
    Ok(descriptor.open(&ours.to_string_lossy(), path, top))
}

/// Closes a folder to all but SYSTEM, the administrators and the service, as `service install` does.
///
/// # Errors
/// `icacls` cannot be run, or refuses.
pub fn close(folder: &Path) -> io::Result<()> {
    let system = std::env::var_os("SystemRoot").map(std::path::PathBuf::from);
    let system = system.filter(|path| path.is_absolute());
    let system = system.unwrap_or_else(|| r"C:\Windows".into());
    let done = Command::new(system.join(r"System32\icacls.exe"))
        .arg(folder)
        .arg("/inheritance:r")
        .arg("/grant:r")
        .args(sddl::grants(sddl::SERVICE))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    match done.success() {
        true => Ok(()),
        false => Err(io::Error::other("icacls failed")),
    }
}
