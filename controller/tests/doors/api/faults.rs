//! The pages of faults' codes: one for each, and the list of them.

use super::Api;

#[tokio::test]
async fn each_code_has_a_page_in_both_languages_and_the_list_leads_to_it() {
    let api = Api::open().await;
    let list = api.get("/faults").await;
    assert_eq!(
        (list.status.as_u16(), list.form.as_str()),
        (200, "text/html; charset=utf-8")
    );
    let links: Vec<_> = list.body.split("href=\"/faults/").skip(1).collect();
    assert!(links.len() > 200, "{}", links.len());
    for link in links {
        let code = link.split('"').next().unwrap();
        let page = api.get(&format!("/faults/{code}")).await;
        assert_eq!(page.status.as_u16(), 200, "{code}");
        assert!(
            page.body.contains(&format!("<h1>{code} ")),
            "{code}: {}",
            page.body
        );
        for lang in ["ja", "en"] {
            assert!(
                page.body.contains(&format!("<section lang=\"{lang}\">")),
                "{code}"
            );
        }
    }
}

#[tokio::test]
async fn a_page_is_found_by_all_that_explain_takes_and_what_is_none_says_so() {
    let api = Api::open().await;
    let hub = api.get("/faults/MDG-0204?lang=en").await.body;
    assert!(
        hub.contains("Behind") || hub.contains("behind a USB hub"),
        "{hub}"
    );
    for typed in ["204", "behind-hub", "%EF%BC%92%EF%BC%90%EF%BC%94"] {
        assert_eq!(
            api.get(&format!("/faults/{typed}?lang=en")).await.body,
            hub,
            "{typed}"
        );
    }
    let card = api.get("/faults/001").await.body;
    assert!(
        card.contains("リーダー自身の画面に出るコード") && card.contains("MDG-0601"),
        "{card}"
    );
    assert!(
        !api.get("/faults/MDG-0601")
            .await
            .body
            .contains("リーダー自身の画面に出るコード")
    );
    for none in ["nothing", "%FF", "0998", "%3Cscript%3E"] {
        let code = api.get(&format!("/faults/{none}")).await.refused(404);
        assert_eq!(code, "no-such-fault", "{none}");
    }
}

#[tokio::test]
async fn the_page_of_a_refusal_and_that_of_its_fault_lead_to_each_other() {
    let api = Api::open().await;
    let problem = api.get("/problems/number-in-use").await.body;
    assert!(problem.contains("href=\"/faults/MDG-0702\""), "{problem}");
    let fault = api.get("/faults/MDG-0702").await.body;
    assert!(
        fault.contains("href=\"/problems/number-in-use\""),
        "{fault}"
    );
}
