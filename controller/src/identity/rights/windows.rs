//! The rights of a folder on Windows: its security descriptor, read by the system's own function.

use super::{Open, icacls, sddl};
use madoguchi_files::{Readers, create_folders};
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
    Ok(described(path)?.open(&ours()?, path, top))
}

/// `None` where nobody else may change it.
pub(super) fn of_writers(path: &Path) -> io::Result<Option<Open>> {
    Ok(described(path)?.writable(&ours()?, path))
}

fn described(path: &Path) -> io::Result<sddl::Descriptor> {
    // The function says another error for what is not there on some systems.
    std::fs::symlink_metadata(path)?;
    let what = SecurityInformation::Owner | SecurityInformation::Dacl;
    let descriptor = GetNamedSecurityInfo(path.as_os_str(), SeObjectType::SE_FILE_OBJECT, what)?;
    let text = ConvertSecurityDescriptorToStringSecurityDescriptor(&descriptor, what)?;
    let text = text.to_string_lossy();
    let descriptor = sddl::Descriptor::parse(&text).ok_or(io::ErrorKind::InvalidData)?;
    Ok(descriptor)
}

/// Makes a data directory that is not there yet, closed to all but the owner's side: a folder above gives its own rights to what is made in
/// it. What cannot be closed is told by the look that follows.
pub fn make_closed(data_dir: &Path) {
    if data_dir.exists() {
        return;
    }
    let made = create_folders(data_dir, Readers::Owner).and_then(|()| close_by_hand(data_dir));
    if let Err(error) = made {
        tracing::warn!(folder = %data_dir.display(), %error, "the data directory could not be closed to others");
    }
}

/// Closes a folder to all but SYSTEM, the administrators and the service, as `service install` does: whoever ran a controller there by hand is
/// taken out, since the service lets him in no longer.
///
/// # Errors
/// `icacls` cannot be run, or refuses.
pub fn close(folder: &Path) -> io::Result<()> {
    let ours = ours()?;
    let by_hand = sddl::by_hand(&ours).map(|who| ["/remove".to_owned(), who]);
    let grants = ["/grant:r".to_owned()].into_iter().chain(icacls::grants());
    closed(folder, by_hand.into_iter().flatten().chain(grants))
}

/// Closes a folder to all but the same and whoever runs this.
fn close_by_hand(folder: &Path) -> io::Result<()> {
    let grants = sddl::grants(Some(&ours()?));
    closed(folder, ["/grant:r".to_owned()].into_iter().chain(grants))
}

/// The SID of whoever runs this.
fn ours() -> io::Result<String> {
    let ours = ConvertSidToStringSid(&*current_process_sid()?)?;
    Ok(ours.to_string_lossy().into_owned())
}

/// Lets a folder take no rights from above, and changes its list.
fn closed(folder: &Path, changes: impl Iterator<Item = String>) -> io::Result<()> {
    let words: Vec<_> = ["/inheritance:r".to_owned()]
        .into_iter()
        .chain(changes)
        .collect();
    icacls::run(folder, &words)
}
