//! The resource of `madoguchi-agent.exe`.

#[path = "../controller/windows/resource.rs"]
mod resource;

fn main() {
    resource::of(
        "madoguchi-agent",
        "窓口：リーダー側のプログラム（Madoguchi）",
        "..",
    );
}
