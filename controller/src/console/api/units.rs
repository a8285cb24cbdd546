//! Readers. Enrolling them by a folder stays with the command line; pairing has requests of its own.

use super::fields::fields;
use super::route::{Asked, Nothing, Routes};
use crate::desk::{Desk, Refused};
use crate::json::{LedgerNoted, Ports, Sheet, Triage, UnitAfter, UnitWeighed, Units};
use crate::wire;
use axum::extract::FromRef;
use madoguchi_proto::v1;

fields! {
    /// リーダーの範囲 / Which readers.
    ListUnits {
        /// 取り外したリーダーも含める / Also those that were taken out
        retired: Option<bool>,
    }

    /// 考えている操作（1つ） / The act that is thought of: one of these, else a change of the counter.
    Weigh {
        /// 取り外す / It is taken out
        retire: Option<bool>,
        /// すぐに休止する / It is paused, with `now`
        pause: Option<bool>,
        /// 交換後のリーダー（窓口名または製造番号） / The reader that takes its place, by its counter or its serial
        #[schema(example = "CR-2024-0009")]
        new: Option<String>,
        /// 窓口の新しい種類：standing（立位）、seated（座位） / The counter's new kind: standing, seated
        #[schema(example = "seated")]
        placement: Option<String>,
        /// 新しいタグ（コンマで区切る。空はタグなし）。書かなければ変わらない / Its new tags, separated by commas, none where empty; without this they stay
        #[schema(example = "language:en")]
        tags: Option<String>,
    }

    /// 切り分けの答え / What staff answered to the steps of triage.
    TriageAnswers {
        /// 答えの名前（コンマで区切る）。分からないときは、試すことの名前だけ / The names of replies, separated by commas; where nobody knows, the name of the step alone
        #[schema(example = "push-plugs-same,swap-cable")]
        answers: Option<String>,
    }

    /// 休止のしかた / How a reader is paused.
    Pause {
        /// いまの呼び出しも取り消す（利用中の確認は終わるまで続く） / Also takes back a call that stands; a patient at the reader still finishes
        #[schema(example = false)]
        now: Option<bool>,
        /// 休止の理由（64文字まで）。省略すると、いまの理由のまま / Why, in at most 64 characters: it is shown wherever the reader is; without one the reason of a pause that stands stays
        #[schema(example = "ガラスの清掃")]
        reason: Option<String>,
    }

    /// リーダーの整備 / How a reader is put into maintenance, or that it is done.
    Maintain {
        /// 整備を終えるか。終えるときは、ほかの項目は見ない / Whether it is done; then the others are not looked at
        #[schema(example = false)]
        end: Option<bool>,
        /// 整備の内容（64文字まで） / What is done, in at most 64 characters; not needed where it is done
        #[schema(example = "ファンの交換")]
        reason: Option<String>,
        /// 終わる予定（医療機関の時計で） / By when it should be over, by the clinic's clock: "17:30", "2026-12-01" or "2026-12-01 09:00"
        #[schema(example = "17:30")]
        until: Option<String>,
    }

    /// リーダーの再起動 / A restart of a reader.
    Restart {
        /// 呼び出し中でも取り消すか。省略すると false / Whether a call that stands is taken back, too; false where it is not said
        #[schema(example = false)]
        now: Option<bool>,
    }

    /// 優先するか / Whether a reader gets precedence.
    Prefer {
        /// 利用枠が足りないときに優先するか。省略すると true / Whether it has precedence where seats are short; true where it is not said
        #[schema(example = true)]
        preferred: Option<bool>,
    }

    /// 交換するリーダー / What replaces a reader.
    Replace {
        /// 新しいリーダー（窓口名または製造番号） / The reader that takes its place, by its counter or its serial
        #[schema(example = "CR-2024-0009")]
        new: String,
        /// 切り分けの答え。本体の故障と出れば交換できる / What staff answered to triage: it has to name the reader itself, or there is a reason
        #[schema(example = json!(["push-plugs-same", "swap-cable-same"]))]
        answers: Option<Vec<String>>,
        /// 切り分けによらない交換の理由（64文字まで）。リーダーの表示と記録に残る / Why it is replaced without that, in at most 64 characters: it is shown beside the reader and stays in the record of acts
        #[schema(example = "盗まれて手元にない")]
        reason: Option<String>,
    }

    /// リーダーへの書き込み / What is noted beside a reader.
    Note {
        /// ケーブル（32文字まで）。空にすると消える / Its cable, at most 32 characters; empty takes the note away
        #[schema(example = "3 m")]
        cable: String,
    }

    /// 台帳への書き込み（1つ以上。書かない項目は変わらない） / What is noted of a reader in the ledger: at least one thing. What is not said stays.
    NoteLedger {
        /// 納品日（2024-05-20、2024/5/20など）。空にすると消える / The day of its delivery; empty takes it away
        #[schema(example = "2024-05-20")]
        delivered: Option<String>,
        /// ケーブル（32文字まで）。空にすると消える / Its cable, at most 32 characters; empty takes the note away
        #[schema(example = "3 m")]
        cable: Option<String>,
    }

    /// 窓口の変更（1つ以上。書かない項目は変わらない） / What changes at a reader's counter: at least one thing. What is not said stays.
    ChangeUnit {
        /// 窓口の新しい名前（32文字まで） / The counter's new name, at most 32 characters
        #[schema(example = "受付A")]
        name: Option<String>,
        /// 窓口の種類：standing（立位）、seated（座位） / Kind of counter: standing, seated
        #[schema(example = "seated")]
        placement: Option<String>,
        /// 新しいタグ（いまのタグは、すべてこれに置き換わる） / Its tags, in the place of all that it has
        #[schema(example = json!(["language:en"]))]
        tags: Option<Vec<String>>,
    }
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes
        .look("/api/v1/units", "list_units", list)
        .look("/api/v1/ports", "list_ports", ports)
        .look("/api/v1/units/{unit}/weigh", "weigh_unit", weigh)
        .look("/api/v1/units/{unit}/triage", "triage", triage)
        .act("/api/v1/units/{unit}/pause", "pause_unit", pause)
        .act("/api/v1/units/{unit}/resume", "resume_unit", resume)
        .act(
            "/api/v1/units/{unit}/maintenance",
            "maintain_unit",
            maintain,
        )
        .act("/api/v1/units/{unit}/restart", "restart_unit", restart)
        .act("/api/v1/units/{unit}/identify", "identify_unit", identify)
        .act("/api/v1/units/{unit}/prefer", "prefer_unit", prefer)
        .act("/api/v1/units/{unit}/retire", "retire_unit", retire)
        .act("/api/v1/units/{unit}/replace", "replace_unit", replace)
        .act("/api/v1/units/{unit}/note", "note_unit", note)
        .look("/api/v1/units/{unit}/sheet", "get_sheet", sheet)
        .act("/api/v1/units/{unit}/ledger", "note_ledger", note_ledger)
        .act("/api/v1/units/{unit}/change", "change_unit", change)
}

async fn list(desk: Desk, asked: Asked<ListUnits>) -> Result<Units, Refused> {
    let include_retired = asked.fields.retired.unwrap_or_default();
    let request = v1::ListUnitsRequest { include_retired };
    Ok((&desk.list_units(request).await?).into())
}

async fn ports(desk: Desk, _: Asked<Nothing>) -> Result<Ports, Refused> {
    Ok((&desk.list_ports(v1::ListPortsRequest {}).await?).into())
}

async fn weigh(desk: Desk, asked: Asked<Weigh>) -> Result<UnitWeighed, Refused> {
    let said = asked.fields;
    let placement = said.placement.map(|said| wire::typed_placement(&said));
    let tags = said.tags.iter().flat_map(|tags| tags.split(','));
    let tags = tags.filter(|tag| !tag.trim().is_empty());
    let request = v1::WeighUnitRequest {
        serial: asked.name,
        retire: said.retire.unwrap_or_default(),
        replaced_by: said.new.unwrap_or_default(),
        pause: said.pause.unwrap_or_default(),
        placement: placement
            .transpose()?
            .map_or(0, |said| wire::placement(said).into()),
        tags: tags
            .map(|tag| wire::typed_tag(tag).map(|tag| tag.to_string()))
            .collect::<Result<_, _>>()?,
        change_tags: said.tags.is_some(),
    };
    Ok((&desk.weigh_unit(request).await?).into())
}

async fn triage(desk: Desk, asked: Asked<TriageAnswers>) -> Result<Triage, Refused> {
    let answers = asked.fields.answers.unwrap_or_default();
    let answers = answers.split(',').map(str::trim);
    let request = v1::TriageRequest {
        serial: asked.name,
        answers: answers
            .filter(|answer| !answer.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    Ok((&desk.triage(request).await?).into())
}

async fn pause(desk: Desk, asked: Asked<Pause>) -> Result<UnitAfter, Refused> {
    let request = v1::PauseUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
        now: asked.fields.now.unwrap_or_default(),
        reason: asked.fields.reason.unwrap_or_default(),
    };
    Ok(desk.pause_unit(request).await?.into())
}

async fn resume(desk: Desk, asked: Asked<Nothing>) -> Result<UnitAfter, Refused> {
    let request = v1::ResumeUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
    };
    Ok(desk.resume_unit(request).await?.into())
}

async fn maintain(desk: Desk, asked: Asked<Maintain>) -> Result<UnitAfter, Refused> {
    let request = v1::MaintainUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
        end: asked.fields.end.unwrap_or_default(),
        reason: asked.fields.reason.unwrap_or_default(),
        until: asked.fields.until.unwrap_or_default(),
    };
    Ok(desk.maintain_unit(request).await?.into())
}

async fn restart(desk: Desk, asked: Asked<Restart>) -> Result<UnitAfter, Refused> {
    let request = v1::RestartUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
        now: asked.fields.now.unwrap_or_default(),
    };
    Ok(desk.restart_unit(request).await?.into())
}

async fn identify(desk: Desk, asked: Asked<Nothing>) -> Result<UnitAfter, Refused> {
    let request = v1::IdentifyUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
    };
    Ok(desk.identify_unit(request).await?.into())
}

async fn prefer(desk: Desk, asked: Asked<Prefer>) -> Result<UnitAfter, Refused> {
    let request = v1::PreferUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
        preferred: asked.fields.preferred.unwrap_or(true),
    };
    Ok(desk.prefer_unit(request).await?.into())
}

async fn retire(desk: Desk, asked: Asked<Nothing>) -> Result<UnitAfter, Refused> {
    let request = v1::RetireUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
    };
    Ok(desk.retire_unit(request).await?.into())
}

async fn replace(desk: Desk, asked: Asked<Replace>) -> Result<UnitAfter, Refused> {
    let request = v1::ReplaceUnitRequest {
        request_id: asked.request_id,
        old: asked.name,
        new: asked.fields.new,
        answers: asked.fields.answers.unwrap_or_default(),
        reason: asked.fields.reason.unwrap_or_default(),
    };
    Ok(desk.replace_unit(request).await?.into())
}

async fn note(desk: Desk, asked: Asked<Note>) -> Result<UnitAfter, Refused> {
    let request = v1::NoteUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
        cable: asked.fields.cable,
    };
    Ok(desk.note_unit(request).await?.into())
}

async fn sheet(desk: Desk, asked: Asked<Nothing>) -> Result<Sheet, Refused> {
    let request = v1::GetSheetRequest { serial: asked.name };
    Ok((&desk.get_sheet(request).await?).into())
}

async fn note_ledger(desk: Desk, asked: Asked<NoteLedger>) -> Result<LedgerNoted, Refused> {
    let delivered = asked.fields.delivered.map(|said| match said.trim() {
        "" => Ok(String::new()),
        day => wire::typed_delivery(day).map(|day| day.to_string()),
    });
    let entry = v1::LedgerEntry {
        serial: asked.name,
        delivered: delivered.transpose()?,
        cable: asked.fields.cable,
    };
    let request = v1::NoteLedgerRequest {
        request_id: asked.request_id,
        entries: vec![entry],
    };
    Ok((&desk.note_ledger(request).await?).into())
}

async fn change(desk: Desk, asked: Asked<ChangeUnit>) -> Result<UnitAfter, Refused> {
    let said = asked.fields;
    let placement = said.placement.map(|said| wire::typed_placement(&said));
    let tags = said.tags.as_ref().into_iter().flatten();
    let request = v1::ChangeUnitRequest {
        request_id: asked.request_id,
        serial: asked.name,
        name: said.name.unwrap_or_default(),
        placement: placement
            .transpose()?
            .map_or(0, |said| wire::placement(said).into()),
        tags: tags
            .map(|tag| wire::typed_tag(tag).map(|tag| tag.to_string()))
            .collect::<Result<_, _>>()?,
        change_tags: said.tags.is_some(),
    };
    Ok(desk.change_unit(request).await?.into())
}
