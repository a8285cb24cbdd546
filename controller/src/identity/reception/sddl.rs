//! Who is too many in a security descriptor of reception's folder. Pure, so that it is tested on every system.

use super::super::rights::sddl::Descriptor;

/// Groups and users of this PC or of its domain begin so; a group that Windows has by itself (Users, Everybody) does not, and would be more
/// than reception.
const MADE_BY_PEOPLE: &str = "S-1-5-21-";

/// Who may use what has this descriptor beside the owner's side and one group that only reads; `None` where the text is none.
pub(super) fn too_many(text: &str, ours: &str) -> Option<Vec<String>> {
    let descriptor = Descriptor::parse(text)?;
    let mut who = descriptor.foreign_owner(ours);
    let mut readers: Vec<String> = Vec::new();
    for (name, reads_only) in descriptor.others(ours) {
        let is_a_reader = reads_only && name.starts_with(MADE_BY_PEOPLE);
        match is_a_reader {
            true if readers.iter().any(|known| known == name) => {}
            true => readers.push(name.to_owned()),
            false => who.push(name.to_owned()),
        }
    }
    if readers.len() > 1 {
        who.append(&mut readers);
    }
    Some(who)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const OURS: &str = "S-1-5-21-1-2-3-1001";
    const SERVICE: &str = super::super::super::rights::sddl::SERVICE;

    fn found(list: &str) -> Vec<String> {
        let text = format!(
            "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;{SERVICE}){list}"
        );
        too_many(&text, OURS).unwrap()
    }

    /// RULES X8.
    #[test]
    fn one_group_of_this_pc_may_read_and_nobody_else_may_anything() {
        let group = "S-1-5-21-9-9-9-1005";
        for read in ["0x1200a9", "FR", "FRFX", "GR", "GRGX", "CCSWWPLORC"] {
            let list = format!("(A;OICI;{read};;;{group})");
            assert_eq!(found(&list), [""; 0], "{read}");
        }
        for more in ["FA", "0x1301bf", "FRFW", "GRGW", "0x12019f", "WD", "", "F"] {
            let list = format!("(A;OICI;{more};;;{group})");
            assert_eq!(found(&list), [group], "{more}");
        }
        assert_eq!(found("(A;OICI;0x1200a9;;;BU)"), ["S-1-5-32-545"]);
        assert_eq!(
            found("(A;OICI;FR;;;WD)(A;;FR;;;AU)"),
            ["S-1-1-0", "S-1-5-11"]
        );
        let two = format!("(A;;FR;;;{group})(A;;FR;;;S-1-5-21-9-9-9-1006)(A;;FX;;;{group})");
        assert_eq!(found(&two), [group, "S-1-5-21-9-9-9-1006"]);
        assert_eq!(found("(D;;FA;;;WD)"), [""; 0]);
        let foreign = "O:S-1-5-21-9-9-9-1002G:BAD:P(A;;FA;;;SY)";
        assert_eq!(too_many(foreign, OURS).unwrap(), ["S-1-5-21-9-9-9-1002"]);
        assert_eq!(too_many("O:BAG:BA", OURS).unwrap(), ["S-1-1-0"]);
        assert_eq!(too_many("nonsense", OURS), None);
    }
}
