//! The forms in which a document leaves: a file, QR codes on the terminal or in a picture, or text to type.

use crate::cli::args::Forms;
use crate::cli::client::Failure;
use crate::cli::output::Output;
use crate::texts::{label, system_error};
use madoguchi_files::{Readers, create_durable};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::{armour, codes, typed};
use madoguchi_texts::same;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};

/// The most file names that are tried if nobody chose one.
const MAX_NAMES: u32 = 100;

/// Refuses files that exist, before anything is signed for them.
pub(super) fn check(forms: &Forms) -> Result<(), Failure> {
    let files = [&forms.out, &forms.png, &forms.svg];
    files
        .into_iter()
        .flatten()
        .try_for_each(|file| check_new(file))
}

/// Refuses a file that exists, before anything is done for it.
pub(in crate::cli) fn check_new(file: &Path) -> Result<(), Failure> {
    match file.exists() {
        true => Err(exists(file)),
        false => Ok(()),
    }
}

/// The forms that were written, for the answer.
#[derive(Default)]
pub(super) struct Written {
    file: Option<PathBuf>,
    png: Option<PathBuf>,
    svg: Option<PathBuf>,
    /// The text of each code, and its picture for a terminal.
    qr: Option<Vec<(String, String)>>,
    typed: Option<String>,
}

/// Writes a document in the chosen forms. Without a choice: a file `NAME.madoguchi` in this folder, and QR codes on a terminal.
pub(super) fn write(
    document: &Document,
    forms: &Forms,
    name: &str,
    output: &Output,
) -> Result<Written, Failure> {
    let sheet = codes::on_a_sheet(document);
    let chosen = forms.qr || forms.typed;
    let chosen = chosen
        || [&forms.out, &forms.png, &forms.svg]
            .iter()
            .any(|f| f.is_some());
    let armoured = armour::write(document);
    let mut written = Written::default();
    if let Some(file) = &forms.out {
        written.file = Some(new_file(file, armoured.as_bytes())?);
    } else if !chosen {
        written.file = Some(named(name, armoured.as_bytes())?);
    }
    if let Some(file) = &forms.png {
        written.png = Some(new_file(file, &codes::png(&sheet).map_err(no_code)?)?);
    }
    if let Some(file) = &forms.svg {
        written.svg = Some(new_file(
            file,
            codes::svg(&sheet).map_err(no_code)?.as_bytes(),
        )?);
    }
    if forms.typed {
        written.typed = Some(typed::write(document));
    }
    if forms.qr || (!chosen && output.has_screen()) {
        written.qr = Some(shown(document)?);
    }
    Ok(written)
}

impl Written {
    /// The answer for programs.
    pub(super) fn json(&self) -> Value {
        let shown = |file: &Option<PathBuf>| file.as_ref().map(|file| file.display().to_string());
        json!({
            "file": shown(&self.file),
            "png": shown(&self.png),
            "svg": shown(&self.svg),
            "qr": self.qr.as_ref().map(|qr| qr.iter().map(|(text, _)| text).collect::<Vec<_>>()),
            "typed": self.typed,
        })
    }

    /// The answer for people: the place of each file, and the codes or the text to show.
    pub(super) fn words(&self, output: &Output) -> String {
        let mut page = String::new();
        let files = [
            ("cli-form-file", &self.file),
            ("cli-form-png", &self.png),
            ("cli-form-svg", &self.svg),
        ];
        for (key, file) in files {
            if let Some(file) = file {
                let path = file.display().to_string();
                page.push_str(&label(output.lang, key, &[("path", &path)]));
                page.push('\n');
            }
        }
        for (number, (_, picture)) in (1..).zip(self.qr.iter().flatten()) {
            let (number, parts) = (format!("{number}"), self.qr.iter().flatten().count());
            let args = [("number", number.as_str()), ("parts", &parts.to_string())];
            page.push_str(&format!("\n{}\n", label(output.lang, "cli-form-qr", &args)));
            page.push_str(picture);
        }
        if let Some(typed) = &self.typed {
            page.push_str(&format!(
                "\n{}\n{typed}",
                label(output.lang, "cli-form-typed", &[])
            ));
        }
        page
    }
}

/// The QR codes for a terminal.
fn shown(document: &Document) -> Result<Vec<(String, String)>, Failure> {
    let parts = typed::parts(document, codes::TERMINAL_CHARS).into_iter();
    parts
        .map(|part| Ok((part.clone(), codes::terminal(&part).map_err(no_code)?)))
        .collect()
}

fn no_code(why: codes::Error) -> Failure {
    Failure::own("cli-form-no-code", &[("detail", &why.to_string())])
}

/// Writes a file under a name that nobody chose; if the name is taken, under the next one.
fn named(name: &str, content: &[u8]) -> Result<PathBuf, Failure> {
    let first = PathBuf::from(format!("{name}.madoguchi"));
    for number in 1..=MAX_NAMES {
        let path = match number {
            1 => first.clone(),
            n => PathBuf::from(format!("{name}-{n}.madoguchi")),
        };
        match create_durable(&path, content, Readers::Owner) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => {
                return written
                    .map(|()| path.clone())
                    .map_err(|e| failed(&path, &e));
            }
        }
    }
    Err(exists(&first))
}

fn new_file(path: &Path, content: &[u8]) -> Result<PathBuf, Failure> {
    match create_durable(path, content, Readers::Owner) {
        Ok(()) => Ok(path.to_owned()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => Err(failed(path, &error)),
    }
}

/// The refusal of a file that is there.
pub(in crate::cli) fn exists(path: &Path) -> Failure {
    Failure::own("cli-form-exists", &[("path", &path.display().to_string())])
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    let detail = ("detail", system_error(error).into());
    let args = [("path", same(path.display())), detail];
    Failure::saying("cli-form-unwritable", &args)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::cli::args::Common;
    use madoguchi_texts::Lang;

    fn output(lang: Lang) -> Output {
        Output::of(&Common {
            data_dir: None,
            lang: Some(lang),
            json: false,
        })
    }

    fn document() -> Document {
        armour::read(include_bytes!("../../../demo/additional-2.license")).unwrap()
    }

    fn forms() -> Forms {
        Forms {
            out: None,
            qr: false,
            png: None,
            svg: None,
            typed: false,
        }
    }

    #[test]
    fn a_paper_leaves_in_every_form_that_was_asked_for_and_each_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| Some(folder.path().join(name));
        let asked = Forms {
            out: at("a.license"),
            qr: true,
            png: at("a.png"),
            svg: at("a.svg"),
            typed: true,
        };
        check(&asked).unwrap();
        let written = write(&document(), &asked, "name", &output(Lang::En)).unwrap();
        let page = written.words(&output(Lang::En));
        for words in [
            "a.license",
            "a.png",
            "a.svg",
            "QR code 1 / ",
            "Text to type",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = written.words(&output(Lang::Ja));
        assert!(
            page.contains("QRコードの画像: ") && page.contains("入力用の文字"),
            "{page}"
        );
        let refused = check(&asked).unwrap_err().text;
        assert_eq!(refused.code, "cli-form-exists");
        assert!(refused.en.contains("not written over"), "{refused:?}");
    }

    #[test]
    fn a_place_that_cannot_be_written_is_told_and_how_the_paper_is_written_again() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let below = Forms {
            out: Some(file.path().join("a.license")),
            ..forms()
        };
        let refused = write(&document(), &below, "name", &output(Lang::En))
            .err()
            .unwrap();
        assert_eq!(refused.text.code, "cli-form-unwritable");
        assert!(
            refused.text.ja.contains("license acts --write"),
            "{refused:?}"
        );
    }

    /// No document of ours has so many codes: the error is built.
    #[test]
    fn what_is_too_long_for_codes_can_be_a_file() {
        let refused = no_code(codes::Error::Count { codes: 99 }).text;
        assert_eq!(refused.code, "cli-form-no-code");
        assert!(refused.ja.contains("--out"), "{refused:?}");
    }
}
