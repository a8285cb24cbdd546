//! Licenses: what is installed, what is installed anew, and requests to the vendor.

use super::fields::fields;
use super::route::{Asked, Nothing, Routes};
use crate::desk::{Desk, Drawn, Refused};
use crate::json::{
    Act, ActForms, Acts, LicenseInstalled, Licenses, PictureRead, ResetAsked, Returning,
};
use crate::wire::Field;
use axum::body::Bytes;
use axum::extract::FromRef;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use madoguchi_proto::v1;
use madoguchi_proto::v1::sign_request_request::Request;

fields! {
    /// 購入元から届いた書類 / A document from the vendor.
    Install {
        /// 購入元から届いたもの（ライセンス、取り消しリスト、時計の解除）。ファイルの文字、または読み取った文字 / What came from the vendor (a license, a revocation list, a time reset), as the text of its file, typed or scanned
        #[schema(example = "-----BEGIN MADOGUCHI LICENSE-----…")]
        document: Option<String>,
        /// 同じものを、ファイルのまま（base64）。document の代わりに書く / The same as the bytes of its file in base64, in the place of `document`: in any encoding
        file: Option<String>,
        /// 元のPCが故障した（1回だけ、7日間使える） / The old PC died: serves for 7 days, once
        #[schema(example = false)]
        old_pc_died: Option<bool>,
        /// 入れずに、ここで使えるかだけを調べる / Only says whether it would hold here, and changes nothing
        #[schema(example = true)]
        only_look: Option<bool>,
    }

    /// 追加ライセンスの返却（別のPCで使えるようにする） / The return of the additional licenses, so that another PC can use them.
    GiveBack {
        /// 返却に同意したライセンスの番号（すべて）。書かなければ、何が返却されるかだけを答える / The ids of all licenses that go, to which somebody agreed; without them the answer only says what would go
        licenses: Option<Vec<String>>,
    }

    /// 購入元への申請（利用枠、または交換したリーダーのライセンスの移行） / What the vendor is asked for: seats, or the transfer of a replaced reader's license.
    AskVendor {
        /// プロダクトキー / The product key that was bought
        product_key: Option<String>,
        /// 追加する枠の数（1～3） / Seats wanted, 1 to 3
        #[schema(example = 1)]
        seats: Option<u32>,
        /// 故障したPCのライセンスの再発行 / Have a dead PC's licenses issued anew
        #[schema(example = false)]
        reissue: Option<bool>,
        /// 交換したリーダー（製造番号、または新しいリーダーの窓口名）の同梱ライセンスの移行。ほかの項目とは一緒に使えない / Move the bundled license of this replaced reader, by its serial or the counter of the new one; with nothing else
        transfer: Option<String>,
    }
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes
        .look("/api/v1/licenses", "list_licenses", list)
        .act("/api/v1/licenses", "install_license", install)
        .act("/api/v1/licenses/request", "sign_request", request)
        .act("/api/v1/licenses/return", "give_back", give_back)
        .picture("/api/v1/licenses/picture", "read_picture", picture)
        .look("/api/v1/acts", "list_acts", acts)
        .look("/api/v1/acts/{act}", "show_act", act)
        .file(
            "/api/v1/acts/{act}/codes.svg",
            "draw_act",
            "image/svg+xml",
            drawing,
        )
        .file(
            "/api/v1/acts/{act}/codes.png",
            "picture_act",
            "image/png",
            image,
        )
        .act("/api/v1/time/reset-request", "ask_time_reset", ask_reset)
}

async fn list(desk: Desk, _: Asked<Nothing>) -> Result<Licenses, Refused> {
    let list = desk.list_licenses(v1::ListLicensesRequest {}).await?;
    Ok((&list).into())
}

async fn install(desk: Desk, asked: Asked<Install>) -> Result<LicenseInstalled, Refused> {
    let request = v1::InstallLicenseRequest {
        request_id: asked.request_id,
        document: received(asked.fields.document, asked.fields.file)?,
        old_pc_died: asked.fields.old_pc_died.unwrap_or_default(),
        only_look: asked.fields.only_look.unwrap_or_default(),
    };
    Ok((&desk.install_license(request).await?).into())
}

/// What was sent: as text or as a file, and not as both.
fn received(document: Option<String>, file: Option<String>) -> Result<Vec<u8>, Refused> {
    match (document, file) {
        (Some(document), None) => Ok(document.into_bytes()),
        (None, Some(file)) => BASE64
            .decode(file)
            .map_err(|_| Field::Document.malformed().into()),
        (None, None) => Err(Field::Document.missing().into()),
        (Some(_), Some(_)) => Err(Field::Document.malformed().into()),
    }
}

async fn request(desk: Desk, asked: Asked<AskVendor>) -> Result<Act, Refused> {
    let request = v1::SignRequestRequest {
        request_id: asked.request_id,
        request: Some(wanted(asked.fields)?),
    };
    let signed = desk.sign_request(request).await?;
    // The desk answers with an act, or refuses.
    Ok(Act::with_document(&signed.act.unwrap_or_default()))
}

/// What is asked for; a transfer is asked for alone.
fn wanted(said: AskVendor) -> Result<Request, Refused> {
    let AskVendor {
        product_key,
        seats,
        reissue,
        transfer,
    } = said;
    let for_seats = product_key.is_some() || seats.is_some() || reissue.is_some();
    match transfer {
        Some(_) if for_seats => Err(Field::Request.malformed().into()),
        Some(old_unit) => Ok(Request::Transfer(v1::AskTransfer { old_unit })),
        None => Ok(Request::Activation(v1::AskActivation {
            product_key: product_key.unwrap_or_default(),
            seats: seats.unwrap_or_default(),
            reissue: reissue.unwrap_or_default(),
        })),
    }
}

async fn acts(desk: Desk, _: Asked<Nothing>) -> Result<Acts, Refused> {
    let list = desk.list_acts(v1::ListActsRequest {}).await?;
    Ok(Acts::with_documents(&list))
}

async fn give_back(desk: Desk, asked: Asked<GiveBack>) -> Result<Returning, Refused> {
    let returning = desk.give_back(asked.fields.licenses).await?;
    Ok(Returning {
        licenses: returning.licenses.iter().map(ToString::to_string).collect(),
        takes: (&returning.takes).into(),
        begun: returning.begun,
    })
}

async fn picture(desk: Desk, picture: Bytes) -> Result<PictureRead, Refused> {
    let texts = desk.read_picture(picture).await?;
    Ok(texts.as_slice().into())
}

async fn act(desk: Desk, asked: Asked<Nothing>) -> Result<ActForms, Refused> {
    let act = desk.act_of_number(&asked.name).await?;
    // Each act is kept as it was signed.
    ActForms::of(&act).ok_or_else(Refused::wrong_answer)
}

async fn drawing(desk: Desk, asked: Asked<Nothing>) -> Result<Vec<u8>, Refused> {
    desk.draw_act(&asked.name, Drawn::Svg).await
}

async fn image(desk: Desk, asked: Asked<Nothing>) -> Result<Vec<u8>, Refused> {
    desk.draw_act(&asked.name, Drawn::Png).await
}

async fn ask_reset(desk: Desk, asked: Asked<Nothing>) -> Result<ResetAsked, Refused> {
    let request_id = asked.request_id;
    let request = v1::AskTimeResetRequest { request_id };
    Ok((&desk.ask_time_reset(request).await?).into())
}
