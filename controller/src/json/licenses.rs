//! Licenses, and the signed acts of this installation. Times are fleet time in milliseconds since 1970.

use super::words::Environment;
use super::{Text, text, texts};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::kind::Payload;
use madoguchi_licensing::{armour, codes, typed};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// 1つのライセンス / A license as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct License {
    /// ライセンスの番号 / Its id
    license_id: String,
    /// 種類：additional（追加）、bundled（同梱） / "additional" or "bundled".
    kind: String,
    /// 利用枠の数 / Seats that it grants.
    seats: u32,
    /// 結び付いたPCの番号（16進の64文字）、または製造番号 / The installation (64 hex digits) or the serial that it names.
    bound_to: String,
    environment: Environment,
    /// 有効期間の始まり / Valid from
    not_before_ms: i64,
    /// 有効期間の終わり。null は期限なし / Null: for ever.
    not_after_ms: Option<i64>,
    /// 発行者 / Who issued it
    issuer: String,
    /// いまここで利用枠になっているか / Whether it gives seats here and now.
    in_force: bool,
    /// 使える理由、または使えない理由 / Why it does or does not.
    why: Option<Text>,
    /// いま使っているリーダーの製造番号 / The serials of the readers that sit on it now.
    units: Vec<String>,
    /// 更新が続くライセンスの、最初のもの / The first license of its line.
    lineage: String,
    /// 置き換えたライセンスの番号 / Ids of licenses whose place it took.
    supersedes: Vec<String>,
    /// 署名した時刻 / When it was signed
    issued_at_ms: i64,
    /// 入れた時刻 / When it was installed
    installed_at_ms: i64,
    /// 状態の名前（例：in-force、in-grace、bridging、revoked） / A stable name, for example "in-force", "in-grace", "bridging", "revoked".
    standing: String,
}

impl From<&v1::InstalledLicense> for License {
    fn from(license: &v1::InstalledLicense) -> Self {
        Self {
            license_id: license.license_id.clone(),
            kind: license.kind.clone(),
            seats: license.seats,
            bound_to: license.bound_to.clone(),
            environment: license.environment().into(),
            not_before_ms: license.not_before_ms,
            not_after_ms: (license.not_after_ms > 0).then_some(license.not_after_ms),
            issuer: license.issuer.clone(),
            in_force: license.in_force,
            why: text(license.why.as_ref()),
            units: license.units.clone(),
            lineage: license.lineage.clone(),
            supersedes: license.supersedes.clone(),
            issued_at_ms: license.issued_at_ms,
            installed_at_ms: license.installed_at_ms,
            standing: license.standing.clone(),
        }
    }
}

/// これまでに入れたライセンス（番号の順） / All licenses that were ever installed here, by id.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Licenses {
    licenses: Vec<License>,
    /// 利用枠の計算 / The arithmetic of seats, in words.
    seats: Option<Text>,
    /// このPCの公開鍵（16進の64文字）。追加ライセンスはこれに結び付く / This installation's public key, 64 hex digits: what additional licenses are bound to.
    installation: String,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
    /// 有効期間を判断する時刻 / What terms are judged against.
    license_time_ms: i64,
    /// PCと時計について知っておくこと。空なら問題なし / What is worth knowing about the PC and its clock; empty is good.
    notices: Vec<Text>,
    /// 取り消しリスト（署名者ごとに最新のもの） / The revocation lists that are known here, the newest of each signer.
    lists: Vec<KnownList>,
}

impl From<&v1::ListLicensesResponse> for Licenses {
    fn from(answer: &v1::ListLicensesResponse) -> Self {
        Self {
            licenses: answer.licenses.iter().map(License::from).collect(),
            seats: text(answer.seats.as_ref()),
            installation: answer.installation.clone(),
            utc_offset_min: answer.utc_offset_min,
            license_time_ms: answer.license_time_ms,
            notices: texts(&answer.notices),
            lists: answer.lists.iter().map(KnownList::from).collect(),
        }
    }
}

/// 取り消しリスト / A revocation list that is known.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct KnownList {
    /// 署名者の鍵の番号（16進の16文字） / Its signer's key id, 16 hex digits.
    signer: String,
    /// リストの番号 / Its number
    number: u64,
    /// 署名した時刻 / When it was signed
    issued_at_ms: i64,
    /// 取り消すライセンスの番号 / Ids of the licenses that it takes back.
    licenses: Vec<String>,
}

impl From<&v1::KnownList> for KnownList {
    fn from(list: &v1::KnownList) -> Self {
        Self {
            signer: list.signer.clone(),
            number: list.number,
            issued_at_ms: list.issued_at_ms,
            licenses: list.licenses.clone(),
        }
    }
}

/// 入れた書類で変わったこと / What a document changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LicenseInstalled {
    /// ライセンス。取り消しリストと時計の解除では null / The license; null for a revocation list and a time reset.
    license: Option<License>,
    /// 入れる前の利用枠の計算 / The arithmetic of seats before.
    seats_before: Option<Text>,
    /// 入れた後の利用枠の計算 / The arithmetic of seats after.
    seats_after: Option<Text>,
    /// これで使えるようになったリーダーの製造番号 / The serials of the readers that can serve now and could not before.
    newly_seated: Vec<String>,
    /// すでに入っていたか / Whether it was installed already
    already_installed: bool,
    /// 書類の種類：license（ライセンス）、revocation list（取り消しリスト）、time reset（時計の解除） / "license", "revocation list" or "time reset".
    kind: String,
    /// ほかに変わったこと（終わった、または取り消されたライセンス） / What else changed: licenses that it ended or took back.
    notices: Vec<Text>,
}

impl From<&v1::InstallLicenseResponse> for LicenseInstalled {
    fn from(answer: &v1::InstallLicenseResponse) -> Self {
        Self {
            license: answer.license.as_ref().map(License::from),
            seats_before: text(answer.seats_before.as_ref()),
            seats_after: text(answer.seats_after.as_ref()),
            newly_seated: answer.newly_seated.clone(),
            already_installed: answer.already_installed,
            kind: answer.kind.clone(),
            notices: texts(&answer.notices),
        }
    }
}

/// このPCが署名した申請または返却 / An act that this installation signed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Act {
    /// このPCでの通し番号（1から） / Counts all acts of this PC, from 1.
    number: u64,
    /// 鍵ごとの番号（返却すると1から） / Counts the acts of its chain: a return begins a new one.
    counter: u64,
    /// 種類：activation（申請）、transfer（移行）、return（返却） / "activation", "transfer" or "return".
    kind: String,
    /// 署名した時刻 / When it was signed
    at_ms: i64,
    /// 書類の番号（購入元が電話でたずねる） / The document's id, for which the vendor asks on the telephone.
    id: String,
    /// 購入元に渡す署名済みの書類（文字）。コマンドではファイルに書き出す / The signed document as text, for the vendor. The command line writes it to files instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
}

impl From<&v1::SignedAct> for Act {
    fn from(act: &v1::SignedAct) -> Self {
        let document = Document::decode(&act.document).ok();
        Self {
            number: act.number,
            counter: act.counter,
            kind: act.kind.clone(),
            at_ms: act.at_ms,
            id: document.as_ref().and_then(id).unwrap_or_default(),
            document: None,
        }
    }
}

impl Act {
    /// The act with its document, for whoever gets no file.
    pub(crate) fn with_document(act: &v1::SignedAct) -> Self {
        let document = Document::decode(&act.document).ok();
        Self {
            document: document.as_ref().map(armour::write),
            ..Self::from(act)
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }
}

/// The id of a request's or a return's document.
fn id(document: &Document) -> Option<String> {
    fn of<P: Payload>(document: &Document) -> Option<String> {
        Some(document.open::<P>().ok()?.header()?.id.clone())
    }
    of::<v1::ActivationRequest>(document)
        .or_else(|| of::<v1::TransferRequest>(document))
        .or_else(|| of::<v1::LicenseReturn>(document))
}

/// 申請または返却の書類を、購入元に渡すいくつかの形で / A request or a return in the forms in which it can be given to the vendor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActForms {
    act: Act,
    /// 電話や手入力のための文字（1組ごとに打ち間違いが分かる） / The document as text to type or to read aloud; each group shows what was mistyped.
    typed: String,
    /// QRコードの文字（1つのコードに1つ。順番は問わない） / What stands in its QR codes, one text a code, in any order.
    codes: Vec<String>,
}

impl ActForms {
    /// The forms of an act; nothing where its document cannot be read.
    pub(crate) fn of(act: &v1::SignedAct) -> Option<Self> {
        let document = Document::decode(&act.document).ok()?;
        Some(Self {
            act: Act::with_document(act),
            typed: typed::write(&document),
            codes: codes::on_a_sheet(&document),
        })
    }
}

/// 追加ライセンスの返却 / A return of the additional licenses.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Returning {
    /// 返却されるライセンスの番号 / The ids of the licenses that go.
    pub(crate) licenses: Vec<String>,
    /// 返却で失うもの。人に見せて同意を得る / What it takes away: to be shown to somebody, who agrees.
    pub(crate) takes: Text,
    /// 始まったか。始まると、madoguchiが数秒止まり、また動く。返却は申請と返却の一覧に出る / Whether it has begun: then the controller stops for some seconds and comes back, and the return is in the list of acts.
    pub(crate) begun: bool,
}

/// 写真にあったQRコードの文字 / What stood in the QR codes of a picture.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PictureRead {
    /// すべてのコードの文字（1行に1つ）。install_license の document に使える / The texts of all codes, each on a line: what `document` of install_license takes.
    document: String,
    /// 読み取ったコードの数 / The number of codes that were read.
    codes: usize,
}

impl From<&[String]> for PictureRead {
    fn from(texts: &[String]) -> Self {
        Self {
            document: texts.join("\n"),
            codes: texts.len(),
        }
    }
}

/// これまでの申請と返却（古い順） / The newest acts, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Acts {
    acts: Vec<Act>,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ListActsResponse> for Acts {
    fn from(list: &v1::ListActsResponse) -> Self {
        Self {
            acts: list.acts.iter().map(Act::from).collect(),
            utc_offset_min: list.utc_offset_min,
        }
    }
}

impl Acts {
    /// The acts with their documents, for whoever gets no files.
    pub(crate) fn with_documents(list: &v1::ListActsResponse) -> Self {
        Self {
            acts: list.acts.iter().map(Act::with_document).collect(),
            ..Self::from(list)
        }
    }
}

/// 戻された時計の解除のために、購入元に伝えるもの / What to tell the vendor's support, to clear a clock that was set back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ResetAsked {
    /// このPCの鍵の番号（16進の16文字） / This installation's key id, 16 hex digits.
    installation: String,
    /// 解除のときに使う番号 / What the reset has to name.
    nonce: String,
}

impl From<&v1::AskTimeResetResponse> for ResetAsked {
    fn from(asked: &v1::AskTimeResetResponse) -> Self {
        Self {
            installation: asked.installation.clone(),
            nonce: asked.nonce.clone(),
        }
    }
}
