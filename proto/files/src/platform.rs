//! What differs between Unix and the other systems.

#[cfg(feature = "passphrase")]
pub(crate) use imp::open_descriptor;
pub(crate) use imp::{
    close_folder, give_to_owner_of, is_open_to_others, open_file, restrict_file, restrict_folder,
    sync_folder,
};

#[cfg(unix)]
mod imp {
    use std::fs::{
        DirBuilder, File, OpenOptions, Permissions, metadata, read_dir, set_permissions,
    };
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, lchown};
    use std::path::Path;

    pub(crate) fn restrict_folder(builder: &mut DirBuilder) {
        builder.mode(0o700);
    }

    pub(crate) fn restrict_file(options: &mut OpenOptions) {
        options.mode(0o600);
    }

    /// Lets everybody read a file. A file system without such rights (FAT) says that it is not permitted, and lets everybody read anyway.
    pub(crate) fn open_file(file: &File) -> io::Result<()> {
        match file.set_permissions(Permissions::from_mode(0o644)) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            done => done,
        }
    }

    pub(crate) fn is_open_to_others(path: &Path) -> bool {
        metadata(path).is_ok_and(|about| about.mode() & 0o077 != 0)
    }

    pub(crate) fn close_folder(path: &Path) -> io::Result<()> {
        set_permissions(path, Permissions::from_mode(0o700))
    }

    pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    pub(crate) fn give_to_owner_of(folder: &Path, like: &Path) -> io::Result<()> {
        let (mine, theirs) = (metadata(folder)?, metadata(like)?);
        if mine.uid() == theirs.uid() {
            return Ok(());
        }
        let (user, group) = (Some(theirs.uid()), Some(theirs.gid()));
        for entry in read_dir(folder)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => give_to_owner_of(&entry.path(), like)?,
                false => lchown(entry.path(), user, group)?,
            }
        }
        lchown(folder, user, group)
    }

    /// Opens a descriptor that the caller left open, by the name that the system has for it.
    #[cfg(feature = "passphrase")]
    pub(crate) fn open_descriptor(number: u32) -> io::Result<File> {
        File::open(format!("/dev/fd/{number}"))
    }
}

#[cfg(not(unix))]
mod imp {
    use std::fs::{DirBuilder, File, OpenOptions};
    use std::io;
    use std::path::Path;

    pub(crate) fn restrict_folder(_builder: &mut DirBuilder) {}

    pub(crate) fn restrict_file(_options: &mut OpenOptions) {}

    /// Windows gives a file the rights of its folder.
    pub(crate) fn open_file(_file: &File) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn give_to_owner_of(_folder: &Path, _like: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn is_open_to_others(_path: &Path) -> bool {
        false
    }

    pub(crate) fn close_folder(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Opens the folder itself, with the right to write, and flushes it: what NTFS has of it in memory, and its log up to there, reach the
    /// disk (see the crate's page).
    #[cfg(windows)]
    pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
        use std::os::windows::fs::OpenOptionsExt as _;
        /// Without it Windows opens no folder: `FILE_FLAG_BACKUP_SEMANTICS`.
        const A_FOLDER: u32 = 0x0200_0000;
        let folder = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(A_FOLDER)
            .open(path);
        match folder.and_then(|folder| folder.sync_all()) {
            Err(error) if is_not_offered(&error) => Ok(()),
            other => other,
        }
    }

    #[cfg(not(windows))]
    pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Whether the file system has no such flush for folders: FAT, exFAT and shares of other systems say it in one of these ways. There is
    /// nothing more that a program could do there.
    #[cfg(windows)]
    fn is_not_offered(error: &io::Error) -> bool {
        // ERROR_INVALID_FUNCTION, ERROR_ACCESS_DENIED, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER.
        matches!(error.raw_os_error(), Some(1 | 5 | 50 | 87))
    }

    /// Windows hands a program no numbered descriptors; 0, the standard input, is read by the caller.
    #[cfg(feature = "passphrase")]
    pub(crate) fn open_descriptor(_number: u32) -> io::Result<File> {
        let variable = crate::passphrase::VARIABLE;
        let said = format!(
            "Windows has no numbered descriptors but 0, the standard input; use that, or {variable}"
        );
        Err(io::Error::new(io::ErrorKind::Unsupported, said))
    }
}
