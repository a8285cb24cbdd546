//! The resource of `madoguchi-license.exe`.

#[path = "../../controller/windows/resource.rs"]
mod resource;

fn main() {
    resource::of(
        "madoguchi-license",
        "窓口：ライセンスの発行（Madoguchi）",
        "../..",
    );
}
