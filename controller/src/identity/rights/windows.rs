//! The rights of a folder on Windows: its security descriptor, read by the system's own function.

use super::{Open, icacls, sddl};
use std::io;
use std::path::Path;
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
    let mut words = vec!["/inheritance:r".to_owned(), "/grant:r".to_owned()];
    words.extend(icacls::grants());
    icacls::run(folder, &words)
}
