//! Pairing a reader: started, looked at, answered and ended by requests. Whoever starts one has to look at it again and again, or it ends.

use super::fields::fields;
use super::route::{Asked, Nothing, Routes};
use crate::desk::{self, Desk, Refused};
use crate::json::{Digits, Pairing, PairingAfter, Text, Unit, port_of};
use crate::pairing::Stage;
use crate::wire;
use axum::extract::FromRef;
use madoguchi_proto::v1;

fields! {
    /// ペアリングの始めかた（書かない項目は、登録済みのリーダーなら変わらない） / What the reader will be. What is not said stays where the reader is known already.
    StartPairing {
        /// この製造番号のリーダーだけ / Only the reader with this serial number
        #[schema(example = "CR-2024-0005")]
        serial: Option<String>,
        /// 窓口の名前（なければ、空いている 窓口1、窓口2、…） / Name of its counter; the next free one of 窓口1, 窓口2, … where it is not said
        #[schema(example = "窓口5")]
        counter: Option<String>,
        /// 窓口の種類：standing（立位）、seated（座位） / Kind of counter: standing, seated
        #[schema(example = "standing")]
        placement: Option<String>,
        /// 窓口のタグ / Tags of the counter
        #[schema(example = json!(["language:en"]))]
        tags: Option<Vec<String>>,
        /// 種類：single（1:1接続版）、multi（複数台接続版）。箱に書かれている / Edition, as on the box: single, multi
        #[schema(example = "single")]
        edition: Option<String>,
        /// ケーブル（32文字まで） / Its cable, at most 32 characters
        #[schema(example = "3 m")]
        cable: Option<String>,
        /// 納品日（2024-05-20、2024/5/20など） / The day of its delivery
        #[schema(example = "2024-05-20")]
        delivered: Option<String>,
    }

    /// 番号についての答え / The word of the person at the PC on the digits.
    AnswerPairing {
        /// ペアリングの番号 / The pairing's id
        pairing: String,
        /// リーダーに表示された番号 / The digits, as the reader shows them
        #[schema(example = "042 117")]
        digits: String,
        /// 同じか / Whether they are the same
        #[schema(example = true)]
        same: bool,
    }

    /// 取りやめるペアリング / Which pairing is ended.
    CancelPairing {
        /// ペアリングの番号 / The pairing's id
        pairing: String,
    }
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes
        .look("/api/v1/pairing", "get_pairing", look)
        .act("/api/v1/pairing", "start_pairing", start)
        .act("/api/v1/pairing/answer", "answer_pairing", answer)
        .act("/api/v1/pairing/cancel", "cancel_pairing", cancel)
}

async fn look(desk: Desk, _: Asked<Nothing>) -> Result<PairingAfter, Refused> {
    let pairing = desk.get_pairing().await?;
    let pairing = pairing.as_ref().map(shown);
    Ok(PairingAfter { pairing })
}

async fn start(desk: Desk, asked: Asked<StartPairing>) -> Result<PairingAfter, Refused> {
    let said = asked.fields;
    let placement = said.placement.map(|said| wire::typed_placement(&said));
    let edition = said.edition.map(|said| wire::typed_edition(&said));
    let delivered = said.delivered.filter(|day| !day.trim().is_empty());
    let delivered = delivered.map(|day| wire::typed_delivery(&day));
    let open = v1::PairingOpen {
        request_id: asked.request_id,
        edition: edition
            .transpose()?
            .map_or(0, |said| wire::edition(said).into()),
        counter: Some(v1::Counter {
            name: said.counter.unwrap_or_default(),
            placement: placement
                .transpose()?
                .map_or(0, |said| wire::placement(said).into()),
            tags: said
                .tags
                .iter()
                .flatten()
                .map(|tag| wire::typed_tag(tag).map(|tag| tag.to_string()))
                .collect::<Result<_, _>>()?,
        }),
        cable: said.cable.unwrap_or_default(),
        delivered: delivered
            .transpose()?
            .map_or_else(String::new, |day| day.to_string()),
        serial: said.serial.unwrap_or_default(),
    };
    Ok(after(&desk.start_pairing(&open).await?))
}

async fn answer(desk: Desk, asked: Asked<AnswerPairing>) -> Result<PairingAfter, Refused> {
    let AnswerPairing {
        pairing,
        digits,
        same,
    } = asked.fields;
    let said = v1::PairingAnswer { same, digits };
    Ok(after(&desk.answer_pairing(&pairing, said).await?))
}

async fn cancel(desk: Desk, asked: Asked<CancelPairing>) -> Result<PairingAfter, Refused> {
    let pairing = &asked.fields.pairing;
    Ok(after(&desk.cancel_pairing(pairing).await?))
}

fn after(pairing: &desk::Pairing) -> PairingAfter {
    PairingAfter {
        pairing: Some(shown(pairing)),
    }
}

fn shown(pairing: &desk::Pairing) -> Pairing {
    let desk::Pairing { seen, is_own, .. } = pairing;
    let (unit, why) = match &seen.stage {
        Stage::Paired(unit) => (Some(Unit::from(&**unit)), None),
        Stage::Ended(why) => (None, Some(Text::from(why))),
        Stage::Open | Stage::Compare { .. } => (None, None),
    };
    let name = wire::actor_name(&seen.by);
    Pairing {
        id: seen.name(),
        stage: seen.stage.name().to_owned(),
        actor: wire::actor(&seen.by).to_owned(),
        actor_name: (!name.is_empty()).then_some(name),
        is_own: *is_own,
        since_ms: pairing.since.0,
        until_ms: pairing.until.0,
        digits: digits(pairing).filter(|_| *is_own),
        unit,
        why,
        notices: seen.notices.iter().map(Text::from).collect(),
    }
}

fn digits(pairing: &desk::Pairing) -> Option<Digits> {
    let Stage::Compare { digits, answered } = &pairing.seen.stage else {
        return None;
    };
    let link = digits.link.as_ref();
    let speed = link.map_or(0, |link| link.speed_mbps);
    Some(Digits {
        digits: digits.digits.clone(),
        serial: digits.serial.clone(),
        port: link.and_then(port_of),
        speed_mbps: (speed > 0).then_some(speed),
        answered: *answered,
        takes: pairing.takes.as_ref().map(Text::from),
    })
}
