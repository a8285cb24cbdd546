//! Reads a security descriptor as Windows writes it (SDDL), and finds who is too many in it. Pure, so that it is tested on every system.
//!
//! The form: <https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format>. An entry is
//! `type;flags;rights;object;inherited object;who`, and who is a SID or one of the two letters that stand for a well-known one.

use super::Open;
use std::path::Path;

/// SYSTEM.
const SYSTEM: &str = "S-1-5-18";
pub(in crate::identity) const ADMINISTRATORS: &str = "S-1-5-32-544";
/// Whoever makes a file in the folder, and whoever owns one: both are of those who may make one there.
const CREATOR: &str = "S-1-3-0";
const OWNER: &str = "S-1-3-4";
/// Everybody.
const EVERYBODY: &str = "S-1-1-0";
/// The account `NT SERVICE\Madoguchi`: Windows makes such SIDs of the SHA-1 of the service's name.
pub(in crate::identity) const SERVICE: &str =
    "S-1-5-80-3938651135-2433127350-3413519797-4120186311-1446669511";

/// The letters that can stand in a list of rights of a PC of its own. Others are shown as they are.
const LETTERS: [(&str, &str); 16] = [
    ("AN", "S-1-5-7"),
    ("AU", "S-1-5-11"),
    ("BA", ADMINISTRATORS),
    ("BG", "S-1-5-32-546"),
    ("BU", "S-1-5-32-545"),
    ("CG", "S-1-3-1"),
    ("CO", CREATOR),
    ("IU", "S-1-5-4"),
    ("LS", "S-1-5-19"),
    ("NS", "S-1-5-20"),
    ("NU", "S-1-5-2"),
    ("OW", OWNER),
    ("PU", "S-1-5-32-547"),
    ("SU", "S-1-5-6"),
    ("SY", SYSTEM),
    ("WD", EVERYBODY),
];

/// Who owns something, and who may use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::identity) struct Descriptor {
    owner: String,
    /// Whether who is let in comes from the folder above, now or tomorrow: the list is not protected. A list that never had to do with a folder
    /// above, as wine makes it of a mode, is none of these.
    inherits: bool,
    /// Those who may do anything with it.
    allowed: Vec<Allowed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Allowed {
    who: String,
    /// Whether he may read and pass through, and nothing else.
    reads_only: bool,
    /// Whether it comes from the folder above.
    inherited: bool,
}

impl Descriptor {
    /// `None` where the text is none.
    pub(in crate::identity) fn parse(text: &str) -> Option<Self> {
        let (mut owner, mut list, mut flags) = (None, None, "");
        for (key, value) in parts(text)? {
            match key {
                'O' => owner = Some(sid(value)),
                'D' => {
                    list = Some(entries(value)?);
                    flags = value.split('(').next().unwrap_or_default();
                }
                _ => {}
            }
        }
        // Without a list everybody may everything.
        let everybody = Allowed {
            who: EVERYBODY.to_owned(),
            reads_only: false,
            inherited: false,
        };
        let allowed = list.unwrap_or_else(|| vec![everybody]);
        // "P": protected; "AI": what it has came from above, "AR": it is to.
        let from_above = flags.contains('A') || allowed.iter().any(|one| one.inherited);
        Some(Self {
            owner: owner?,
            inherits: from_above && !flags.contains('P'),
            allowed,
        })
    }

    /// The owner, where he is not of the owner's side.
    pub(in crate::identity) fn foreign_owner(&self, ours: &str) -> Vec<String> {
        let owner = Some(&self.owner).filter(|owner| !is_owners_side(owner, ours));
        owner.cloned().into_iter().collect()
    }

    /// Whoever is allowed anything and not of the owner's side, and whether he only reads.
    pub(in crate::identity) fn others<'a>(
        &'a self,
        ours: &'a str,
    ) -> impl Iterator<Item = (&'a str, bool)> {
        let others = self
            .allowed
            .iter()
            .filter(|one| !is_owners_side(&one.who, ours));
        others.map(|one| (one.who.as_str(), one.reads_only))
    }

    /// Who is too many, and how he is taken out; nobody, where the folder takes its rights from the one above. `ours` is whoever runs this
    /// program, `top` says whether it is the data directory itself: all that lies in it has its rights.
    pub(super) fn open(&self, ours: &str, path: &Path, top: bool) -> Option<Open> {
        let may = |who: &str| is_owners_side(who, ours);
        let foreign_owner = !may(&self.owner);
        let mut who: Vec<String> = Vec::new();
        let mut add = |name: &str| {
            if !who.iter().any(|known| known == name) {
                who.push(name.to_owned());
            }
        };
        if foreign_owner {
            add(&self.owner);
        }
        let others: Vec<_> = self.allowed.iter().filter(|one| !may(&one.who)).collect();
        others.iter().for_each(|one| add(&one.who));
        let inherits = top && self.inherits;
        if who.is_empty() && !inherits {
            return None;
        }
        let path = path.display();
        let mut mend = Vec::new();
        if foreign_owner {
            mend.push(format!("icacls \"{path}\" /setowner \"*{ADMINISTRATORS}\""));
        }
        if !top {
            mend.push(format!("icacls \"{path}\" /reset"));
        } else if !others.is_empty() || inherits {
            let mut command = format!("icacls \"{path}\" /inheritance:r");
            let own = others.iter().filter(|one| !one.inherited);
            let own: Vec<_> = own
                .map(|one| format!(" \"{}\"", starred(&one.who)))
                .collect();
            if !own.is_empty() {
                command.push_str(" /remove");
                command.push_str(&own.concat());
            }
            command.push_str(" /grant:r");
            for grant in grants(Some(ours)) {
                command.push_str(&format!(" \"{grant}\""));
            }
            mend.push(command);
        }
        Some(Open { who, mend })
    }

    /// Who else may change a file that everybody may read, and how he is taken out: the file takes no rights from its folder any more.
    pub(super) fn writable(&self, ours: &str, path: &Path) -> Option<Open> {
        let mut who = self.foreign_owner(ours);
        let is_foreign = !who.is_empty();
        let others = self.others(ours).filter(|(_, reads_only)| !reads_only);
        who.extend(others.map(|(name, _)| name.to_owned()));
        if who.is_empty() {
            return None;
        }
        let path = path.display();
        let mut mend = Vec::new();
        if is_foreign {
            mend.push(format!("icacls \"{path}\" /setowner \"*{ADMINISTRATORS}\""));
        }
        // What the file has of its own goes, and then what it has of its folder.
        mend.push(format!("icacls \"{path}\" /reset"));
        let grants = grants(Some(ours));
        let grants = grants.iter().map(|grant| grant.replace("(OI)(CI)", ""));
        let grants: Vec<_> = grants.map(|grant| format!(" \"{grant}\"")).collect();
        let grants = grants.concat();
        mend.push(format!("icacls \"{path}\" /inheritance:r /grant:r{grants}"));
        Some(Open { who, mend })
    }
}

/// SYSTEM, the administrators, the service, and whoever runs this program.
fn is_owners_side(who: &str, ours: &str) -> bool {
    [SYSTEM, ADMINISTRATORS, SERVICE, CREATOR, OWNER, ours].contains(&who)
}

/// Whether rights are of those that read and pass through: a number, or pairs of letters.
fn reads_only(rights: &str) -> bool {
    /// Read and execute (0x1200a9), and the same by their generic names.
    const READING: u32 = 0x1200a9 | 0x8000_0000 | 0x2000_0000;
    /// Read and execute of files, by generic names, and one by one: content, extended attributes, passing through, attributes, the list itself.
    const LETTERS: [&str; 9] = ["FR", "FX", "GR", "GX", "CC", "SW", "WP", "LO", "RC"];
    if let Some(number) = rights.strip_prefix("0x") {
        return u32::from_str_radix(number, 16).is_ok_and(|mask| mask & !READING == 0);
    }
    let mut pairs = rights.as_bytes().chunks(2);
    !rights.is_empty() && pairs.all(|pair| LETTERS.iter().any(|known| known.as_bytes() == pair))
}

/// What `icacls` is told to give: all of it to SYSTEM and the administrators, to the service all but the rights themselves, and the same to
/// whoever runs this program by hand, who would be locked out of his own folder.
pub(super) fn grants(ours: Option<&str>) -> Vec<String> {
    let mut grants = vec![
        format!("*{SYSTEM}:(OI)(CI)F"),
        format!("*{ADMINISTRATORS}:(OI)(CI)F"),
        format!("*{SERVICE}:(OI)(CI)M"),
    ];
    let by_hand = ours.and_then(by_hand);
    grants.extend(by_hand.map(|who| format!("{who}:(OI)(CI)M")));
    grants
}

/// Whoever runs this program, as `icacls` takes him, where he is none of those who are let in anyway.
pub(super) fn by_hand(ours: &str) -> Option<String> {
    let is_let_in = [SYSTEM, ADMINISTRATORS, SERVICE].contains(&ours);
    (!is_let_in).then(|| starred(ours))
}

/// `icacls` takes a SID behind a star, and a name without.
fn starred(who: &str) -> String {
    match who.starts_with("S-1-") {
        true => format!("*{who}"),
        false => who.to_owned(),
    }
}

/// The parts of a descriptor with their letters. A colon within an entry begins none.
fn parts(text: &str) -> Option<Vec<(char, &str)>> {
    let mut depth = 0_usize;
    let mut colons = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            ':' if depth == 0 => colons.push(at),
            _ => {}
        }
    }
    let mut parts = Vec::new();
    for (nth, colon) in colons.iter().enumerate() {
        let key = text[..*colon].chars().next_back()?;
        // The letter of the next part is the last of this one.
        let end = match colons.get(nth + 1) {
            Some(next) => text[..*next].char_indices().next_back()?.0,
            None => text.len(),
        };
        parts.push((key, text.get(colon + 1..end)?));
    }
    (depth == 0).then_some(parts)
}

/// Those who are allowed anything; an entry that denies gives nothing to anybody.
fn entries(list: &str) -> Option<Vec<Allowed>> {
    if list.starts_with("NO_ACCESS_CONTROL") {
        return Some(vec![Allowed {
            who: EVERYBODY.to_owned(),
            reads_only: false,
            inherited: false,
        }]);
    }
    let mut found = Vec::new();
    for entry in bracketed(list) {
        // A condition stands behind who; whom it lets in is not judged here.
        let mut fields = entry.split(';');
        let (kind, flags) = (fields.next()?, fields.next()?);
        let rights = fields.next()?;
        let who = fields.nth(2)?;
        if matches!(kind, "A" | "OA" | "XA" | "ZA") {
            found.push(Allowed {
                who: sid(who),
                reads_only: reads_only(rights.trim()),
                inherited: flags.contains("ID"),
            });
        }
    }
    Some(found)
}

/// What stands in the outer brackets.
fn bracketed(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0_usize, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    from = at + 1;
                }
            }
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.extend(list.get(from..at));
                }
            }
            _ => {}
        }
    }
    found
}

fn sid(text: &str) -> String {
    let text = text.trim();
    let known = LETTERS.iter().find(|(letters, _)| *letters == text);
    known.map_or(text, |(_, sid)| sid).to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ring::digest;

    const OURS: &str = "S-1-5-21-1-2-3-1001";

    fn open(text: &str, top: bool) -> Option<Open> {
        let read = Descriptor::parse(text).unwrap();
        read.open(OURS, Path::new(r"C:\ProgramData\Madoguchi"), top)
    }

    /// The SID of a service's account: the SHA-1 of its name in capitals, in UTF-16, as five numbers.
    fn of_service(name: &str) -> String {
        let wide: Vec<u8> = name
            .to_uppercase()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &wide);
        let numbers = hash.as_ref().as_chunks::<4>().0.iter();
        let numbers = numbers.map(|four| format!("-{}", u32::from_le_bytes(*four)));
        format!("S-1-5-80{}", numbers.collect::<String>())
    }

    #[test]
    fn the_account_of_the_service_is_the_one_that_windows_makes_of_its_name() {
        // Known from every Windows.
        assert_eq!(
            of_service("TrustedInstaller"),
            "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
        );
        assert_eq!(of_service("Madoguchi"), SERVICE);
    }

    #[test]
    fn what_the_installation_sets_is_closed() {
        let set =
            format!("O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;{SERVICE})");
        assert_eq!(open(&set, true), None);
        // A folder of whoever runs a controller by hand.
        let own = format!("O:{OURS}G:{OURS}D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;{OURS})(D;;FA;;;WD)");
        assert_eq!(open(&own, true), None);
        // What wine makes of a mode: it never had to do with a folder above.
        let by_mode = format!("O:{OURS}G:{OURS}D:(A;;FA;;;SY)(A;;FA;;;{OURS})");
        assert_eq!(open(&by_mode, true), None);
        let audited = "O:SYG:SYD:P(A;;FA;;;SY)S:AI(AU;OICISAFA;FA;;;WD)";
        assert_eq!(open(audited, true), None);
    }

    /// RULES X5.
    #[test]
    fn a_folder_that_takes_its_rights_from_above_is_told_before_somebody_is_let_in_there() {
        for inherited in [
            format!("O:{OURS}G:{OURS}D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;{OURS})"),
            format!("O:BAG:SYD:AI(A;OICI;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICI;0x1301bf;;;{SERVICE})"),
            "O:BAG:SYD:AI(A;OICI;FA;;;BA)".to_owned(),
            "O:BAG:SYD:ARAI(A;OICI;FA;;;BA)".to_owned(),
        ] {
            let told = open(&inherited, true).unwrap();
            assert_eq!(told.who, [""; 0], "{inherited}");
            let [mend] = told.mend.as_slice() else {
                panic!("{told:?}")
            };
            let begins = r#"icacls "C:\ProgramData\Madoguchi" /inheritance:r /grant:r "#;
            assert!(mend.starts_with(begins), "{mend}");
            assert!(mend.ends_with(&format!(" \"*{OURS}:(OI)(CI)M\"")), "{mend}");
            // What lies in it is to take its rights from it.
            assert_eq!(open(&inherited, false), None);
        }
    }

    #[test]
    fn a_folder_as_program_data_makes_it_lets_every_user_in_and_the_command_says_how_it_does_no_longer()
     {
        let made = "O:BAG:S-1-5-21-1-2-3-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)\
                    (A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)";
        let told = open(made, true).unwrap();
        assert_eq!(told.who, ["S-1-5-32-545"]);
        assert_eq!(
            told.mend,
            [format!(
                "icacls \"C:\\ProgramData\\Madoguchi\" /inheritance:r /grant:r \"*S-1-5-18:(OI)(CI)F\" \
                 \"*S-1-5-32-544:(OI)(CI)F\" \"*{SERVICE}:(OI)(CI)M\" \"*{OURS}:(OI)(CI)M\""
            )]
        );
    }

    #[test]
    fn whoever_was_let_in_by_hand_is_named_and_taken_out() {
        let by_hand = "O:S-1-5-21-9-9-9-1002G:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;WD)(A;;FR;;;S-1-5-21-9-9-9-1005)";
        let told = open(by_hand, true).unwrap();
        assert_eq!(
            told.who,
            ["S-1-5-21-9-9-9-1002", "S-1-1-0", "S-1-5-21-9-9-9-1005"]
        );
        assert_eq!(
            told.mend[0],
            r#"icacls "C:\ProgramData\Madoguchi" /setowner "*S-1-5-32-544""#
        );
        let remove = r#"/inheritance:r /remove "*S-1-1-0" "*S-1-5-21-9-9-9-1005" /grant:r"#;
        assert!(told.mend[1].contains(remove), "{told:?}");
    }

    #[test]
    fn whoever_may_change_a_file_that_all_may_read_is_named_and_taken_out() {
        let writable = |text: &str| {
            let read = Descriptor::parse(text).unwrap();
            read.writable(OURS, Path::new(r"C:\list.txt"))
        };
        let read = format!("O:{OURS}G:BAD:AI(A;ID;FA;;;BA)(A;ID;FA;;;{OURS})(A;ID;0x1200a9;;;BU)");
        assert_eq!(writable(&read), None);
        let changed = "O:BAG:BAD:AI(A;ID;FA;;;BA)(A;ID;0x1301bf;;;AU)(A;ID;0x1200a9;;;BU)";
        let told = writable(changed).unwrap();
        assert_eq!(told.who, ["S-1-5-11"]);
        let [reset, close] = told.mend.as_slice() else {
            panic!("{told:?}")
        };
        assert_eq!(reset, r#"icacls "C:\list.txt" /reset"#);
        let begins = r#"icacls "C:\list.txt" /inheritance:r /grant:r "*S-1-5-18:F" "#;
        assert!(
            close.starts_with(begins) && close.ends_with(&format!(" \"*{OURS}:M\"")),
            "{close}"
        );
        let anothers = writable("O:S-1-5-21-9-9-9-1002G:BAD:P(A;;FA;;;BA)").unwrap();
        assert!(anothers.mend[0].contains("/setowner"), "{anothers:?}");
    }

    #[test]
    fn a_key_that_was_copied_there_takes_the_rights_of_its_folder() {
        let copied = "O:BAG:BAD:AI(A;;FA;;;BA)(A;ID;FR;;;BU)";
        let told = open(copied, false).unwrap();
        assert_eq!(told.mend, [r#"icacls "C:\ProgramData\Madoguchi" /reset"#]);
    }

    #[test]
    fn without_a_list_everybody_is_let_in_and_nonsense_is_none() {
        for none in ["O:BAG:BA", "O:BAD:NO_ACCESS_CONTROL"] {
            assert_eq!(open(none, true).unwrap().who, ["S-1-1-0"], "{none}");
        }
        for nonsense in [
            "",
            "D:(A;;FA;;;BA)",
            "O:BAD:(A;;FA",
            "O:BAD:(A;FA)",
            "O:BAD:)(",
            ":",
        ] {
            assert_eq!(Descriptor::parse(nonsense), None, "{nonsense}");
        }
        // A condition in its own brackets, with a colon in it.
        let condition = r#"O:BAD:(XA;;FR;;;WD;(@USER.dept == "a:b"))"#;
        assert_eq!(open(condition, true).unwrap().who, ["S-1-1-0"]);
    }
}
