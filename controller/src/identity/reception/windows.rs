//! The rights of reception's folder on Windows: a list of who may what (DACL) that its files inherit.

use super::super::rights::icacls;
use super::{GROUP, NotPrepared, sddl};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use windows_permissions::constants::{SeObjectType, SecurityInformation};
use windows_permissions::utilities::current_process_sid;
use windows_permissions::wrappers::{
    ConvertSecurityDescriptorToStringSecurityDescriptor, ConvertSidToStringSid,
    GetNamedSecurityInfo,
};

/// Who may use one of the places beside the owner's side and one group that only reads.
pub(super) fn too_many(path: &Path, is_folder: bool, _data_dir: &Path) -> io::Result<Vec<String>> {
    let about = fs::symlink_metadata(path)?;
    let is_meant = if is_folder {
        about.is_dir()
    } else {
        about.is_file()
    };
    if !is_meant || about.file_type().is_symlink() {
        return Ok(vec!["link".to_owned()]);
    }
    let what = SecurityInformation::Owner | SecurityInformation::Dacl;
    let descriptor = GetNamedSecurityInfo(path.as_os_str(), SeObjectType::SE_FILE_OBJECT, what)?;
    let text = ConvertSecurityDescriptorToStringSecurityDescriptor(&descriptor, what)?;
    let ours = ConvertSidToStringSid(&*current_process_sid()?)?;
    let who = sddl::too_many(&text.to_string_lossy(), &ours.to_string_lossy());
    who.ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// A new file has the rights of its folder.
pub(super) fn give(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Files there are in their folder's list, whoever stands in it: they are no group's of their own.
pub(super) fn group_of(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens a folder to a group, which is made where it is the usual one and there is none.
pub(super) fn open_to(folder: &Path, group: &str, _data_dir: &Path) -> Result<(), NotPrepared> {
    if group == GROUP {
        // It fails where the group is there already.
        let _ = Command::new(icacls::system().join("net.exe"))
            .args(["localgroup", group, "/add"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
    icacls::run(folder, &["/setowner".to_owned(), icacls::administrators()])?;
    // Whoever was let in by hand goes; what is inherited goes with the next step.
    icacls::run(folder, &["/reset".to_owned()])?;
    let mut closed = vec!["/inheritance:r".to_owned(), "/grant:r".to_owned()];
    closed.extend(icacls::grants());
    icacls::run(folder, &closed)?;
    let read = ["/grant:r".to_owned(), format!("{group}:(OI)(CI)RX")];
    icacls::run(folder, &read).map_err(|_| NotPrepared::Group)
}
