//! What a file is where a plain text was wanted.

use std::fmt;

/// What a file is instead of a text that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Other {
    Word,
    Excel,
    /// A file of an older Office, or a message that Outlook saved: both have one form.
    Office,
    Pdf,
    Archive,
    Picture,
    /// The page that a mail program made of a mail, with its marks.
    Html,
    /// The source of a mail, in which `=3D` stands for `=`. To decode it would be a guess: a text may hold `=3D` itself.
    QuotedPrintable,
    /// The source of a mail whose text is in base 64.
    Base64,
    Utf16,
    /// UTF-16 that ends within a character.
    Utf16Cut,
    ShiftJis,
    EucJp,
    /// ISO-2022-JP, as mail is sent.
    Jis,
    /// Zero bytes: pieces in two encodings, a damaged disk, or a program's file.
    Zeros,
    /// Bytes in no encoding that is known here.
    Unknown,
}

impl Other {
    pub const ALL: [Self; 16] = [
        Self::Word,
        Self::Excel,
        Self::Office,
        Self::Pdf,
        Self::Archive,
        Self::Picture,
        Self::Html,
        Self::QuotedPrintable,
        Self::Base64,
        Self::Utf16,
        Self::Utf16Cut,
        Self::ShiftJis,
        Self::EucJp,
        Self::Jis,
        Self::Zeros,
        Self::Unknown,
    ];

    /// Its name in a Japanese sentence.
    #[must_use]
    pub const fn ja(self) -> &'static str {
        match self {
            Self::Word => "Wordの文書",
            Self::Excel => "Excelの表",
            Self::Office => "OfficeかOutlookのファイル",
            Self::Pdf => "PDF",
            Self::Archive => "ZIPなどの圧縮ファイル",
            Self::Picture => "JPEGなどの画像",
            Self::Html => "HTML",
            Self::QuotedPrintable => "quoted-printable",
            Self::Base64 => "base64",
            Self::Utf16 => "UTF-16の文字",
            Self::Utf16Cut => "途中で切れたUTF-16の文字",
            Self::ShiftJis => "ANSI/Shift_JISの文字",
            Self::EucJp => "EUC-JPの文字",
            Self::Jis => "JIS/ISO-2022-JPの文字",
            Self::Zeros => "値が0のバイトを含むデータ",
            Self::Unknown => "文字として読めないデータ",
        }
    }

    /// Its name in an English sentence.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Word => "a Word document",
            Self::Excel => "an Excel table",
            Self::Office => "a file of Office or Outlook",
            Self::Pdf => "a PDF",
            Self::Archive => "an archive such as ZIP",
            Self::Picture => "a picture such as JPEG",
            Self::Html => "HTML",
            Self::QuotedPrintable => "quoted-printable",
            Self::Base64 => "base64",
            Self::Utf16 => "text in UTF-16",
            Self::Utf16Cut => "text in UTF-16 that was cut off",
            Self::ShiftJis => "text in ANSI/Shift_JIS",
            Self::EucJp => "text in EUC-JP",
            Self::Jis => "text in JIS/ISO-2022-JP",
            Self::Zeros => "data with zero bytes in it",
            Self::Unknown => "data that cannot be read as text",
        }
    }

    /// Whether it is the source of a mail, and not the mail as it is shown.
    #[must_use]
    pub const fn is_mail_source(self) -> bool {
        matches!(self, Self::Html | Self::QuotedPrintable | Self::Base64)
    }

    /// What the first bytes say, where they are those of a well-known form.
    pub(crate) fn by_signature(bytes: &[u8]) -> Option<Self> {
        let begins = |with: &[u8]| bytes.starts_with(with);
        let at =
            |place: usize, what: &[u8]| bytes.get(place..).is_some_and(|b| b.starts_with(what));
        if begins(b"PK\x03\x04") {
            return Some(packed(bytes));
        }
        let pictures: [&[u8]; 6] = [
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"GIF87a",
            b"GIF89a",
            b"II*\0",
            b"MM\0*",
        ];
        let archives: [&[u8]; 3] = [b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!"];
        let bitmap = begins(b"BM") && at(6, &[0; 4]);
        let webp = begins(b"RIFF") && at(8, b"WEBP");
        if pictures.iter().any(|p| begins(p)) || bitmap || webp || at(4, b"ftyp") {
            Some(Self::Picture)
        } else if archives.iter().any(|a| begins(a)) || at(2, b"-lh") {
            Some(Self::Archive)
        } else if begins(b"%PDF-") {
            Some(Self::Pdf)
        } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            Some(Self::Office)
        } else if begins(b"{\\rtf") {
            Some(Self::Word)
        } else {
            None
        }
    }
}

/// Word and Excel pack folders of their own names.
fn packed(bytes: &[u8]) -> Other {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if holds(b"word/") {
        Other::Word
    } else if holds(b"xl/") {
        Other::Excel
    } else {
        Other::Archive
    }
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en())
    }
}

impl std::error::Error for Other {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_forms_are_told_by_their_first_bytes() {
        let table: [(&[u8], Other); 10] = [
            (b"%PDF-1.7\n", Other::Pdf),
            (b"PK\x03\x04....word/document.xml", Other::Word),
            (b"PK\x03\x04....xl/workbook.xml", Other::Excel),
            (b"PK\x03\x04....a.license", Other::Archive),
            (b"{\\rtf1\\ansi", Other::Word),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Other::Office),
            (b"\x89PNG\r\n\x1a\n", Other::Picture),
            (b"\xff\xd8\xff\xe0", Other::Picture),
            (b"\0\0\0\x18ftypheic", Other::Picture),
            (b"\x1f\x8b\x08", Other::Archive),
        ];
        for (bytes, other) in table {
            assert_eq!(Other::by_signature(bytes), Some(other));
        }
        for text in ["BMI 22", "-----BEGIN", "RIFF", "time,number"] {
            assert_eq!(Other::by_signature(text.as_bytes()), None, "{text}");
        }
    }
}
