//! `madoguchi license request`.

use super::{acts, file, forms};
use crate::cli::args::Request;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::output::Output;
use crate::texts;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_proto::v1::sign_request_request::Request as Asked;
use madoguchi_proto::v1::{AskActivation, AskTransfer, SignRequestRequest};
use madoguchi_reading::STDIN;
use std::path::Path;

/// Has a request signed, and writes it.
pub(super) async fn make(data_dir: &Path, output: &Output, args: Request) -> Result<(), Failure> {
    forms::check(&args.forms)?;
    let asked = asked(&args)?;
    let client = Client::connect(data_dir).await?;
    let request = SignRequestRequest {
        request_id: request_id()?,
        request: Some(asked),
    };
    let signed = answer(client.licenses().sign_request(request)).await?;
    let act = signed.act.ok_or_else(Failure::incomplete)?;
    acts::hand_out(&act, &args.forms, output, acts::Made::Now)
}

fn asked(args: &Request) -> Result<Asked, Failure> {
    if let Some(old) = &args.transfer {
        return Ok(Asked::Transfer(AskTransfer {
            old_unit: old.to_string(),
        }));
    }
    let product_key = product_key(args)?;
    Ok(Asked::Activation(AskActivation {
        product_key: product_key
            .map(|key| key.reveal().to_string())
            .unwrap_or_default(),
        seats: args.seats.unwrap_or(0),
        reissue: args.reissue,
    }))
}

/// Checks the product key before the controller is asked, so that a typing error is told at once.
fn product_key(args: &Request) -> Result<Option<ProductKey>, Failure> {
    let key = match args.product_key.as_ref().map(|key| key.as_str()) {
        None => return Ok(None),
        Some(STDIN) => return file::product_key().map(Some),
        Some(typed) => typed.parse(),
    };
    key.map(Some).map_err(|why| Failure {
        text: texts::bad_product_key(&why),
    })
}
