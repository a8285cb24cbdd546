//! OpenMetrics as Prometheus' own text format (version 0.0.4), which everybody reads who asks for neither.

use std::fmt::Write as _;

/// The end of a counter's name: part of the family's name here, and of its samples' alone in OpenMetrics.
const TOTAL: &str = "_total";

/// The same metrics without what only OpenMetrics has: units in lines of their own, the mark at the end, and families of counters that are
/// named without their end.
pub(super) fn text(open_metrics: &str) -> String {
    let mut text = String::with_capacity(open_metrics.len());
    let mut lines = open_metrics.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("# UNIT ") || line == "# EOF" {
            continue;
        }
        let Some((name, help)) = described(line, "# HELP ") else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        // The type follows its help.
        let kind = lines.next_if(|next| next.starts_with("# TYPE "));
        let kind = kind.and_then(|next| described(next, "# TYPE "));
        let kind = kind.map_or("untyped", |(_, kind)| kind);
        let end = if kind == "counter" { TOTAL } else { "" };
        // A `String` takes whatever is written.
        let _ = writeln!(text, "# HELP {name}{end} {help}\n# TYPE {name}{end} {kind}");
    }
    text
}

/// The name of a family and what a line says of it.
fn described<'a>(line: &'a str, begins: &str) -> Option<(&'a str, &'a str)> {
    line.strip_prefix(begins)?.split_once(' ')
}
