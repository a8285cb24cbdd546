//! A patient whom another system put into the queue, by a file.

use crate::driver::Look;
use crate::front::{Front, Page, ja};
use std::fs;

#[test]
fn a_ticket_says_that_it_came_by_a_file() {
    let mut front = Front::closed();
    front.settings = "\n[folder]\npath = \"in\"";
    let folder = front.clinic.path().join("in");
    fs::create_dir(&folder).unwrap();
    front.start("undo_s = 60");
    fs::write(folder.join("list.csv"), "time,number\n9:02,31\n").unwrap();
    let page = Page::open(Look::DESK);
    page.go(&front.url("/"));
    page.reads("#waiting", "31");
    page.go(&front.url("/tickets/31"));
    page.reads("#story", &ja("actor-folder", &[]));
    page.reads("#panel", &ja("arrived-elsewhere", &[("time", "9:02")]));
    // As the API tells it of a program with reception's token.
    page.before_each_page(
        "{ const real = window.fetch; \
           window.fetch = async (path, ...rest) => { \
             const answer = await real(path, ...rest); \
             if (!String(path).includes('/tickets/31')) return answer; \
             const told = (await answer.text()).replaceAll('\"folder\"', '\"reception\"'); \
             return new Response(told, { status: answer.status, headers: answer.headers }); \
           }; }",
    );
    page.go(&front.url("/tickets/31"));
    page.reads("#story", &ja("actor-reception", &[]));
    page.done();
}
