//! A month in figures, for people: a page to print, and tables for a spreadsheet (RULES, "Days").

use super::{Desk, Refused, Right};
use crate::texts;
use crate::wire;
use madoguchi_figures::UnitMonth;
use madoguchi_figures::report::{Month, Table, csv, html};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::unit::Unit;
use madoguchi_proto::v1::{GetMonthRequest, GetMonthResponse, MonthTable, Text};
use madoguchi_texts::Lang;
use std::ops::RangeInclusive;

impl Desk {
    /// Counts a month and draws it. The engine hands out the days; whatever is made of them is made here.
    pub(crate) async fn get_month(
        &self,
        request: GetMonthRequest,
    ) -> Result<GetMonthResponse, Refused> {
        let named = wire::typed_month(&request.month)?;
        let no_month = || wire::Field::Month.malformed();
        let days = Month::days_of(named).ok_or_else(no_month)?;
        let days = days.start..=days.end - 1;
        let look = move |fleet: &Fleet| seen(fleet, days);
        let (units, queue, today) = self.ask(Right::Look, look).await?;
        let month = Month::of(named, units, queue, today).ok_or_else(no_month)?;
        let tables = Table::ALL.map(|table| MonthTable {
            name: table.name().to_owned(),
            csv: Some(in_both(|lang| csv(&month, table, &spoken(lang)))),
        });
        Ok(GetMonthResponse {
            month: format!("{:04}-{:02}", month.year, month.month),
            page: Some(in_both(|lang| {
                html(&month, lang.pick("ja", "en"), &spoken(lang))
            })),
            tables: tables.into(),
        })
    }
}

/// These days of each unit, in the order of pairing and without units that have none, those of the queue, and today.
fn seen(fleet: &Fleet, days: RangeInclusive<i32>) -> (Vec<UnitMonth>, Vec<QueueDay>, i32) {
    let mut known: Vec<_> = fleet.units().collect();
    known.sort_by_key(|unit| unit.pairing);
    let all = fleet.unit_days(days.clone());
    let of = |unit: &Unit| UnitMonth {
        serial: unit.serial.clone(),
        counter: unit.counter.clone(),
        days: all
            .iter()
            .filter(|day| day.unit == unit.serial)
            .map(|day| day.counts.clone())
            .collect(),
        hours: None,
    };
    let units = known.into_iter().map(of);
    let units = units.filter(|unit| !unit.days.is_empty()).collect();
    (units, fleet.queue_days(days), fleet.today())
}

fn spoken(lang: Lang) -> impl Fn(&str, &[(&str, &str)]) -> String {
    move |key, values| texts::label(lang, key, values)
}

fn in_both(write: impl Fn(Lang) -> String) -> Text {
    Text {
        ja: write(Lang::Ja),
        en: write(Lang::En),
        ..Text::default()
    }
}
