//! The month as a page to print on A4: one file, no script, nothing from elsewhere, charts within.

mod tables;

use crate::chart::{use_chart, waits_chart};
use crate::escape::escaped;
use crate::hint::Hint;
use crate::judge::{Alarm, Quality};
use crate::report::month::Month;
use crate::unit::{UnitFigures, shared};
use crate::waits::Waits;
use crate::words::{Say, date, percent, short_time};
use madoguchi_fleet::times::Times;

/// Paper is white, ink is dark, and a table row stays on one page.
const STYLE: &str = "@page{size:A4;margin:14mm}\
*{box-sizing:border-box}\
body{margin:0 auto;max-width:182mm;padding:4mm 0;background:#fff;color:#222;\
font:10pt/1.5 \"BIZ UDPGothic\",\"Yu Gothic\",Meiryo,\"Hiragino Sans\",\"Noto Sans CJK JP\",sans-serif}\
h1{font-size:15pt;margin:0 0 1mm}h2{font-size:11.5pt;margin:6mm 0 1.5mm;border-bottom:.4mm solid #12355b;break-after:avoid}\
p,ul{margin:1mm 0}table{border-collapse:collapse;width:100%;font-size:8.5pt}\
th,td{border:.2mm solid #999;padding:.8mm 1.2mm;text-align:right;vertical-align:top}\
th{background:#eef2f6;font-weight:600;text-align:center}\
th[scope=row],td.text{text-align:left}td:not(.text){white-space:nowrap}tr{break-inside:avoid}thead{display:table-header-group}\
.attention{border-left:1.5mm solid #d06410;padding-left:3mm}.short{color:#444}.made,.notes{font-size:8.5pt;color:#444}\
figure{margin:3mm 0;break-inside:avoid}svg{width:100%;height:auto}";

/// The page. `lang` is the language in which `say` speaks: `ja` or `en`.
#[must_use]
pub fn html(month: &Month, lang: &str, say: &Say<'_>) -> String {
    let title = escaped(&title(month, say));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        escaped(lang),
    );
    let made = say("figures-made", &[]);
    page += &format!("<p class=\"made\">{}</p>\n", escaped(&made));
    page += &heading("attention", say);
    page += &attention(month, say);
    page += &heading("use", say);
    page += &tables::uses(month, say);
    // A chart is drawn into memory: if that failed, a page without it would be better than none.
    page += &figure(&use_chart(month, say).unwrap_or_default());
    page += &heading("quality", say);
    page += &tables::quality(month, say);
    page += &heading("service", say);
    page += &tables::service(month, say);
    page += &heading("outcomes", say);
    page += &tables::outcomes(month, say);
    page += &heading("queue", say);
    page += &paragraph(&queue(month, say));
    page += &tables::means(month, say);
    let hours = hours(month);
    if !hours.is_empty() {
        page += &figure(&waits_chart(&hours, say).unwrap_or_default());
    }
    page += &notes(say);
    page + "</body>\n</html>\n"
}

fn title(month: &Month, say: &Say<'_>) -> String {
    let (year, number) = (month.year.to_string(), month.month.to_string());
    match month.so_far() {
        None => say("figures-title", &[("year", &year), ("month", &number)]),
        Some(day) => say(
            "figures-title-so-far",
            &[
                ("year", &year),
                ("month", &number),
                ("day", &day.to_string()),
            ],
        ),
    }
}

fn heading(section: &str, say: &Say<'_>) -> String {
    let words = say(&format!("figures-section-{section}"), &[]);
    format!("<h2>{}</h2>\n", escaped(&words))
}

fn paragraph(words: &str) -> String {
    format!("<p>{}</p>\n", escaped(words))
}

fn figure(svg: &str) -> String {
    format!("<figure>\n{svg}</figure>\n")
}

/// The readers that are out of line, and what all of them share; each with where to look first.
fn attention(month: &Month, say: &Say<'_>) -> String {
    let mut found = String::new();
    for unit in &month.units {
        for (judged, day) in unit.judged.iter().zip(&unit.alarm_days) {
            let (Some(of), Some(day)) = (&judged.alarm, day) else {
                continue;
            };
            let words = alarm(unit, judged.quality, of, *day, say);
            found += &item(&words, unit, judged.quality, say);
        }
    }
    // What all readers share is told once, with the hints of any of them.
    for quality in shared(&month.units) {
        if let Some(unit) = month.units.first() {
            let words = say(&format!("figures-all-fail-{}", quality.name()), &[]);
            found += &item(&words, unit, quality, say);
        }
    }
    if !found.is_empty() {
        return found;
    }
    let is_judged = month.units.iter().any(UnitFigures::is_judged);
    let key = if is_judged {
        "figures-in-line"
    } else {
        "figures-not-judged"
    };
    paragraph(&say(key, &[]))
}

fn item(words: &str, unit: &UnitFigures, quality: Quality, say: &Say<'_>) -> String {
    let hints = unit.hints.iter().filter(|hint| hint.quality == quality);
    let hints: String = hints
        .map(|one| format!("<li>{}</li>", escaped(&hint(one, say))))
        .collect();
    format!(
        "<div class=\"attention\"><p>{}</p><ul>{hints}</ul></div>\n",
        escaped(words)
    )
}

fn alarm(unit: &UnitFigures, quality: Quality, alarm: &Alarm, day: i32, say: &Say<'_>) -> String {
    let key = format!("figures-against-{}", alarm.reference.name());
    let reference = say(&key, &[("share", &percent(alarm.expected))]);
    say(
        &format!("figures-alarm-{}", quality.name()),
        &[
            ("counter", &unit.counter.name),
            ("serial", unit.serial.as_str()),
            ("seen", &percent(alarm.unit.failing().unwrap_or(0.0))),
            ("count", &alarm.unit.tried.to_string()),
            ("failed", &alarm.unit.failed.to_string()),
            ("reference", &reference),
            ("date", &date(day)),
        ],
    )
}

fn hint(hint: &Hint, say: &Say<'_>) -> String {
    let key = format!("figures-hint-{}", hint.cause.name());
    match hint.hours {
        None => say(&key, &[]),
        Some((from, to)) => say(
            &format!("{key}-at"),
            &[("from", &from.to_string()), ("to", &to.to_string())],
        ),
    }
}

fn queue(month: &Month, say: &Say<'_>) -> String {
    let waits = month.queue.all_waits();
    let added = month.queue.added.to_string();
    if month.queue.added == 0 {
        return say("figures-queue-nobody", &[]);
    }
    if waits.count() == 0 {
        return say("figures-queue-nobody-served", &[("added", &added)]);
    }
    say(
        "figures-queue-waits",
        &[
            ("added", &added),
            ("mean", &short_time(waits.mean_ms(), say)),
            ("p50", &short_time(waits.quantile_ms(50), say)),
            ("p95", &short_time(waits.quantile_ms(95), say)),
        ],
    )
}

/// The waits of each hour from the first with any to the last.
fn hours(month: &Month) -> Vec<(usize, Waits)> {
    let waits = &month.queue.waits;
    let (Some(first), Some(last)) = (waits.keys().next(), waits.keys().next_back()) else {
        return Vec::new();
    };
    let nobody = Times::default();
    let of = |hour: u8| {
        let times = waits.get(&hour).unwrap_or(&nobody);
        (usize::from(hour), Waits::of_times(times))
    };
    (*first..=*last).map(of).collect()
}

fn notes(say: &Say<'_>) -> String {
    let notes = [
        "figures-note-uses",
        "figures-note-interval",
        "figures-note-test",
        "figures-note-availability",
    ];
    let notes: String = notes
        .iter()
        .map(|key| format!("<li>{}</li>", escaped(&say(key, &[]))))
        .collect();
    format!("<ul class=\"notes\">{notes}</ul>\n")
}
