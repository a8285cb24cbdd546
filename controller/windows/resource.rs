//! What Explorer and Windows read off a program: product, version, description, icon, and the manifest. Part of the build scripts of the three
//! programs; on other systems it does nothing.
//!
//! The code page of the manifest is left alone: what is read and written is UTF-8 everywhere by our own code, and files of a Japanese PC's other
//! programs are told by their content.

use std::env;
use std::path::Path;
use winresource::WindowsResource;

/// Japanese, as Windows numbers languages.
const JAPANESE: u16 = 0x0411;

/// As whoever starts it, on Windows 10 and 11 (which share one number), with paths of more than 260 letters where the PC's setting lets them.
/// It has no head: each line gets a blank in front.
const MANIFEST: &str = r#"<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
</assembly>
"#;

/// Puts the resource into a binary of this package. `root` is the workspace, from the package's folder.
pub fn of(binary: &str, description: &str, root: &str) {
    let icon = Path::new(root).join("controller/windows/setup/madoguchi.ico");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={root}/controller/windows/resource.rs");
    println!("cargo:rerun-if-changed={}", icon.display());
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
    }
    let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let icon = Path::new(&folder).join(icon).display().to_string();
    let made = WindowsResource::new()
        .set_language(JAPANESE)
        .set_icon(&icon)
        .set_manifest(MANIFEST)
        .set("ProductName", "Madoguchi")
        .set("FileDescription", description)
        .set("InternalName", binary)
        .set("OriginalFilename", &format!("{binary}.exe"))
        .set("LegalCopyright", "Apache-2.0")
        .compile_for(binary);
    if let Err(error) = made {
        println!(
            "cargo:warning={binary}.exe has no version and no icon ({error}): install mingw's windres"
        );
        std::process::exit(1);
    }
}
