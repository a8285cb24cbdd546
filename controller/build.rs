//! The resource of `madoguchi.exe`.

#[path = "windows/resource.rs"]
mod resource;

fn main() {
    resource::of("madoguchi", "窓口：カードリーダーの受付（Madoguchi）", "..");
}
