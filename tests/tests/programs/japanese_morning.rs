//! A receptionist's morning with a Japanese keyboard and a Japanese PC: no English word and no serial number is typed, and none is read.

use madoguchi_tests::programs::{Answer, Clinic, Terminal};

/// Patients who take minutes on their way: a call stands until somebody does something about it.
const SLOW: (&str, &str) = ("speed = 20", "speed = 0.01");

/// The Latin words that a Japanese sentence has: names, codes and units.
const NAMES: [&str; 7] = ["CR", "MDG", "madoguchi", "Mbps", "PC", "USB", "QR"];

/// A command as it is typed at a Japanese PC.
fn types(clinic: &Clinic, words: &str) -> Answer {
    let mut program = clinic.program("madoguchi");
    program
        .env("MADOGUCHI_DATA_DIR", clinic.data_dir())
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "ja_JP.UTF-8");
    let answer = Answer::of(program.args(words.split_whitespace()));
    assert_eq!(english(&answer.out), [""; 0], "{words}: {}", answer.out);
    assert_eq!(english(&answer.err), [""; 0], "{words}: {}", answer.err);
    answer
}

/// The English words of a page, but for the commands that it shows in their quotes.
fn english(page: &str) -> Vec<&str> {
    let unquoted = page
        .split('「')
        .enumerate()
        .flat_map(|(at, part)| match at {
            0 => Some(part),
            _ => part.split_once('」').map(|(_, rest)| rest),
        });
    unquoted
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|word| word.len() > 1 && !NAMES.contains(word))
        .collect()
}

/// A clinic with a reader that serves, as whoever looks after the PC left it.
fn with_a_reader() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.start_with(&[("[desk]", "[rules]\nundo_s = 60\n[desk]")]);
    clinic.enroll(1);
    clinic.start_agent_with(1, &[SLOW]);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    clinic
}

#[test]
fn a_morning_passes_without_an_english_word() {
    let clinic = with_a_reader();
    let done = |words: &str, says: &str| {
        let answer = types(&clinic, words).done();
        let both = answer.out + &answer.err;
        assert!(both.contains(says), "{words}: {both}");
    };
    let refused = |words: &str, says: &str| {
        let why = types(&clinic, words).refused();
        assert!(why.contains(says), "{words}: {why}");
    };

    done("状況", "順番待ち");
    done("受付 追加 １２", "受付番号 12: 呼び出し中");
    done("受付 追加 13", "受付番号 13: 順番待ち");
    done("受付 追加", "順番待ち");
    refused("受付 追加 12", "使われています");
    done("受付 一覧", "順番待ち");
    done("受付 表示 13", "次の番です");
    done("受付 元に戻す 12", "保留");
    done("受付 保留解除 12", "受付番号 12");
    refused("受付 保留解除 12", "この操作はできません");
    done("受付 保留 13", "保留");
    done("受付 変更 13 --区分 緊急", "列に戻したときに使われます");
    refused("受付 変更 １３ --区分 緊急", "何も変えていません");
    done("受付 変更 13 --条件 座位 --希望 窓口:窓口1", "受付番号 13");
    done("受付 変更 13 --条件なし", "受付番号 13");
    done("受付 表示 13", "区分を「通常」から「緊急」に変えました");
    done(
        "受付 表示 13",
        "必須の条件「座って使う窓口（車いす・お子さま向け）」を加えました",
    );
    refused("受付 変更 99 --区分 優先", "見つかりません");
    refused("受付 呼出 99", "見つかりません");
    done("受付 取消 13", "取り消し");
    done("受付 開き直す 13", "受付番号 13");
    done("受付 他の方法で完了 13 --方法 資格確認書", "資格確認書");
    done("受付 元に戻す 13", "「他の方法で完了」を元に戻しました");
    done("受付 他の方法で完了 １３ --方法 モバイル", "モバイル端末");
    refused("受付 他の方法で完了 13 --方法 目視", "開き直せます");
    done("受付 表示 13", "他の方法（資格確認書）で完了にしました");
    done("受付 表示 13", "他の方法（モバイル端末）で完了にしました");
    done("状況", "うち他の方法で完了: 1 件");
    done("受付 呼び出し外", "呼び出し外の確認");
    done("リーダー 一覧", "窓口1");
    done("時刻 表示", "PCの時計");

    refused("一日 終了", "終わっていない受付が");
    done("一日 終了 --はい", "終了した受付");
    done("一日 元に戻す", "元に戻しました");
    done("受付 一覧 --すべて", "受付番号");
}

#[test]
fn help_shows_the_japanese_words_first_and_wrong_use_is_told_in_japanese() {
    let clinic = Clinic::new();
    let help = |words: &str| {
        let mut program = clinic.program("madoguchi");
        program.env_remove("LC_ALL").env("LANG", "ja_JP.UTF-8");
        Answer::of(program.args(words.split_whitespace()))
            .done()
            .out
    };
    assert!(
        help("--help").contains("受付, ticket"),
        "{}",
        help("--help")
    );
    let page = help("受付 --help");
    assert!(page.contains("元に戻す, undo"), "{page}");
    let wrong = types(&clinic, "受付 ついか").wrong_use();
    assert!(wrong.contains("ついか"), "{wrong}");
}
