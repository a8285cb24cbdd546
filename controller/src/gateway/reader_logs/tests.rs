#![allow(clippy::unwrap_used)]

use super::*;

const SOON: Duration = Duration::from_secs(20);

fn serial() -> Serial {
    Serial::parse("CR-1").unwrap()
}

fn wish() -> Wish {
    Wish {
        days: 7,
        most_bytes: MAX_LOG_BYTES,
        part_time: SOON,
        until: Instant::now() + SOON,
    }
}

async fn fetch(logs: &ReaderLogs, wish: Wish) -> Fetched {
    logs.fetch(&serial(), &wish, &|_| {}).await
}

fn part(request: u64, content: &str, from: Option<u64>) -> Part {
    Part {
        request,
        content: content.as_bytes().to_vec(),
        from: from.map(|byte| Place { day: 1, byte }),
        older_bytes: u64::MAX,
        unreadable: false,
    }
}

/// A reader that answers each request with what the test says, until it says nothing more; returns what it was asked.
async fn answers(
    mut reader: Registered,
    mut answer: impl FnMut(usize, &Ask) -> Option<Part>,
) -> Vec<Ask> {
    let mut asked = Vec::new();
    loop {
        let ask = reader.next().await;
        let said = answer(asked.len(), &ask);
        asked.push(ask);
        match said {
            Some(part) => reader.came(part),
            None => return asked,
        }
    }
}

#[tokio::test]
async fn each_part_is_asked_for_once_the_one_before_came_and_they_make_the_log() {
    let logs = ReaderLogs::default();
    let reader = logs.register(&serial(), ConnectionId(1), true);
    assert!(logs.can_be_asked(&serial()));
    let parts = [
        ("ee\nfour\n", Some(9)),
        ("two\nthr", Some(4)),
        ("one\n", None),
    ];
    let reader = tokio::spawn(answers(reader, move |at, ask| {
        let (content, from) = parts.get(at)?;
        Some(part(ask.request, content, *from))
    }));
    let told = Mutex::new(Vec::new());
    let tell = |progress| told.lock().unwrap().push(progress);
    let fetched = logs.fetch(&serial(), &wish(), &tell).await;
    assert_eq!(fetched.text, "one\ntwo\nthree\nfour\n");
    assert_eq!(fetched.missing, None);
    // Whatever a reader says is left, no more than is fetched is told.
    let told = told.into_inner().unwrap();
    assert_eq!(told.len(), 3);
    assert_eq!(
        (told[2].bytes, told[0].of),
        (19, u64::try_from(MAX_LOG_BYTES).unwrap())
    );
    reader.abort();
}

#[tokio::test]
async fn a_reader_that_is_away_or_of_before_is_told_at_once() {
    let logs = ReaderLogs::default();
    let away = Fetched::without(Missing::Away);
    assert_eq!(fetch(&logs, wish()).await, away);
    let old = logs.register(&serial(), ConnectionId(1), false);
    assert_eq!(
        fetch(&logs, wish()).await,
        Fetched::without(Missing::NotKept)
    );
    // A newer connection has the door, and the older one closes only its own.
    let newer = logs.register(&serial(), ConnectionId(2), true);
    drop(old);
    assert!(logs.can_be_asked(&serial()));
    drop(newer);
    assert_eq!(fetch(&logs, wish()).await, away);
}

#[tokio::test]
async fn a_reader_that_never_answers_is_given_up_and_what_came_is_there() {
    let logs = ReaderLogs::default();
    let _reader = logs.register(&serial(), ConnectionId(1), true);
    let in_vain = Wish {
        part_time: Duration::from_millis(1),
        ..wish()
    };
    assert_eq!(fetch(&logs, in_vain).await, Fetched::without(Missing::Late));

    // One part came, and its connection went in the midst of the next.
    let reader = logs.register(&serial(), ConnectionId(2), true);
    let reader = tokio::spawn(answers(reader, |at, ask| {
        (at == 0).then(|| part(ask.request, "alf\nwhole\n", Some(9)))
    }));
    let fetched = fetch(&logs, wish()).await;
    assert_eq!(
        (&*fetched.text, fetched.missing),
        ("whole\n", Some(Missing::Lost))
    );
    let asked = reader.await.unwrap();
    assert_eq!(asked[1].before, Some(Place { day: 1, byte: 9 }));
    assert!(
        asked
            .iter()
            .all(|ask| ask.days == 7 && ask.most_bytes == 32 * 1024)
    );
}

#[tokio::test]
async fn what_is_no_answer_ends_the_fetch_and_what_is_late_is_passed_over() {
    let logs = ReaderLogs::default();
    let small = Wish {
        most_bytes: 8,
        ..wish()
    };
    type Answer = fn(&Ask) -> Part;
    let stories: [(Answer, Missing); 4] = [
        (
            |ask| part(ask.request, "more than was asked for", None),
            Missing::Nonsense,
        ),
        (|ask| part(ask.request, "", Some(3)), Missing::Nonsense),
        (|ask| part(ask.request, "12345678", Some(3)), Missing::Size),
        (
            |ask| Part {
                unreadable: true,
                ..part(ask.request, "", None)
            },
            Missing::Unreadable,
        ),
    ];
    for (at, (answer, missing)) in (1..).zip(stories) {
        let reader = logs.register(&serial(), ConnectionId(at), true);
        let reader = tokio::spawn(answers(reader, move |_, ask| Some(answer(ask))));
        assert_eq!(fetch(&logs, small).await.missing, Some(missing));
        reader.abort();
    }

    let mut reader = logs.register(&serial(), ConnectionId(9), true);
    reader.came(part(0, "nobody asked\n", None));
    let fetching = fetch(&logs, wish());
    let answering = async {
        let ask = reader.next().await;
        assert!(reader.awaits(ask.request) && !reader.awaits(ask.request + 1));
        reader.came(part(ask.request + 1, "another\n", None));
        reader.came(part(ask.request, "asked for\n", None));
        assert!(!reader.awaits(ask.request), "each is taken once");
        reader.came(part(ask.request, "again\n", None));
    };
    let (fetched, ()) = tokio::join!(fetching, answering);
    assert_eq!((&*fetched.text, fetched.missing), ("asked for\n", None));
}

#[tokio::test]
async fn of_one_reader_one_fetch_runs_and_the_next_one_has_its_turn() {
    let logs = ReaderLogs::default();
    let mut reader = logs.register(&serial(), ConnectionId(1), true);
    let first = tokio::spawn({
        let logs = logs.clone();
        async move { fetch(&logs, wish()).await }
    });
    let ask = reader.next().await;
    let impatient = Wish {
        until: Instant::now(),
        ..wish()
    };
    assert_eq!(
        fetch(&logs, impatient).await,
        Fetched::without(Missing::Late)
    );
    let second = tokio::spawn({
        let logs = logs.clone();
        async move { fetch(&logs, wish()).await }
    });
    reader.came(part(ask.request, "first\n", None));
    assert_eq!(first.await.unwrap().text, "first\n");
    let ask = reader.next().await;
    reader.came(part(ask.request, "second\n", None));
    assert_eq!(second.await.unwrap().text, "second\n");
}
