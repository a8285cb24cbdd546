//! The Japanese words for commands and options: a receptionist types `madoguchi 受付 追加 12` without leaving the Japanese keyboard.
//! The English word stays the name: scripts, and commands that sentences show, use it.

use crate::Lang;
use clap::{Arg, Command};

/// The Japanese words of each command, whichever group it stands in; help shows the first.
const COMMANDS: &[(&str, &[&str])] = &[
    // Reception.
    ("status", &["状況", "状態"]),
    ("ticket", &["受付"]),
    ("add", &["追加"]),
    ("list", &["一覧"]),
    ("show", &["表示"]),
    ("call", &["呼び出し", "呼出"]),
    ("recall", &["不在から戻す"]),
    ("move", &["移動"]),
    ("park", &["保留"]),
    ("unpark", &["保留解除"]),
    ("cancel", &["取り消し", "取消"]),
    ("done", &["他の方法で完了"]),
    ("undo", &["元に戻す"]),
    ("reopen", &["開き直す"]),
    ("change", &["変更"]),
    ("drop-need", &["条件を外す"]),
    ("bind", &["結び付け", "結びつけ"]),
    ("walk-ups", &["呼び出し外"]),
    ("unit", &["リーダー"]),
    ("ports", &["ポート"]),
    ("pair", &["ペアリング"]),
    ("enroll", &["登録"]),
    ("rename", &["改名"]),
    ("note", &["メモ"]),
    ("ledger", &["台帳"]),
    ("import", &["取り込み"]),
    ("support", &["サポート"]),
    ("sheet", &["連絡票"]),
    ("pause", &["休止", "一時停止"]),
    ("resume", &["再開"]),
    ("maintenance", &["整備"]),
    ("restart", &["再起動"]),
    ("check", &["開院確認"]),
    ("identify", &["見分け"]),
    ("prefer", &["優先"]),
    ("retire", &["取り外し"]),
    ("replace", &["交換"]),
    ("day", &["一日"]),
    ("end", &["終了"]),
    ("figures", &["集計"]),
    // Whoever looks after the PC.
    ("serve", &["起動"]),
    ("console", &["画面"]),
    ("service", &["サービス"]),
    ("uninstall", &["導入解除"]),
    ("start", &["開始"]),
    ("stop", &["停止"]),
    ("run", &["実行"]),
    ("events", &["できごと", "出来事"]),
    ("demo", &["実演"]),
    ("license", &["ライセンス"]),
    ("install", &["導入"]),
    ("request", &["申請"]),
    ("return", &["返却"]),
    ("acts", &["手続き"]),
    ("time", &["時刻"]),
    ("confirm", &["確定"]),
    ("ask-reset", &["補正依頼"]),
    ("doctor", &["点検", "診断"]),
    ("explain", &["説明"]),
    ("triage", &["切り分け"]),
    ("code", &["コード"]),
    ("collect", &["一括確認"]),
    ("decode", &["読み戻し"]),
    ("bundle", &["まとめ"]),
    ("log", &["ログ"]),
    ("open", &["開封"]),
    ("backup", &["バックアップ"]),
    ("backup-key", &["バックアップ鍵"]),
    ("guide", &["手引き"]),
    ("report", &["報告"]),
    ("month", &["月報"]),
    ("reception", &["受付係"]),
    ("down", &["停止時"]),
    ("restore", &["復元"]),
    ("update", &["更新"]),
    ("prepare", &["準備"]),
    ("judge", &["判定"]),
    ("audit", &["操作記録", "監査"]),
    ("verify", &["照合"]),
    ("export", &["書き出し"]),
    ("identity", &["鍵"]),
    ("user", &["利用者"]),
    ("reset", &["再設定"]),
    ("setup", &["初期設定"]),
    ("remove", &["削除"]),
    ("new", &["新規"]),
];

/// The Japanese word of each option.
const OPTIONS: &[(&str, &str)] = &[
    // Reception.
    ("all", "すべて"),
    ("answer", "答え"),
    ("by", "方法"),
    ("cable", "ケーブル"),
    ("class", "区分"),
    ("counter", "窓口"),
    ("delivered", "納品日"),
    ("earlier", "前の"),
    ("edition", "版"),
    ("need", "条件"),
    ("no-needs", "条件なし"),
    ("no-prefers", "希望なし"),
    ("no-tags", "タグなし"),
    ("now", "すぐに"),
    ("reason", "理由"),
    ("end", "終了"),
    ("until", "予定"),
    ("off", "やめる"),
    ("placement", "種類"),
    ("prefer", "希望"),
    ("role", "役割"),
    ("seated", "座位"),
    ("second-factor", "二段階"),
    ("serial", "製造番号"),
    ("session", "確認"),
    ("tag", "タグ"),
    ("unit", "リーダー"),
    ("watch", "更新"),
    ("yes", "はい"),
    // Whoever looks after the PC.
    ("config", "設定"),
    ("identity", "復元の鍵"),
    ("data-dir", "データ"),
    ("days", "日数"),
    ("digits-from-stdin", "番号を標準入力で"),
    ("folder", "フォルダー"),
    ("force", "上書き"),
    ("forget", "鍵を忘れる"),
    ("group", "グループ"),
    ("headless", "画面なし"),
    ("known", "知っているPC"),
    ("lang", "言語"),
    ("line", "専用回線"),
    ("old-pc-died", "元のPCの故障"),
    ("out", "出力先"),
    ("sealed", "照合値も"),
    ("passphrase-fd", "合言葉の番号"),
    ("password-fd", "パスワードの番号"),
    ("request", "申請"),
    ("patients", "患者数"),
    ("plan", "予定"),
    ("product-key", "プロダクトキー"),
    ("probe", "試し"),
    ("program", "プログラム"),
    ("propose", "提案"),
    ("receptions", "受付一覧"),
    ("reissue", "再発行"),
    ("renew", "作り直す"),
    ("seats", "利用枠"),
    ("seed", "種"),
    ("speed", "速さ"),
    ("transfer", "移す"),
    ("typed", "手入力"),
    ("write", "書き出し"),
];

/// Options that are the same in Japanese: names of forms. A page of help and the version are asked for in English everywhere.
const SAME: [&str; 7] = ["csv", "help", "json", "png", "qr", "svg", "version"];

/// The Japanese word of each value that is taken where none is given.
const DEFAULTS: &[(&str, &str)] = &[("normal", "通常"), ("standing", "立位")];

/// A value that is taken where none is given, in the words of a language.
pub(super) fn default(value: &str, lang: Lang) -> &str {
    let known = DEFAULTS.iter().find(|(name, _)| *name == value);
    match known {
        Some((_, japanese)) if lang == Lang::Ja => japanese,
        _ => value,
    }
}

/// Lets the Japanese words be typed beside the English ones.
pub(super) fn teach(command: Command) -> Command {
    let known = COMMANDS
        .iter()
        .find(|(name, _)| *name == command.get_name());
    let command = match known {
        Some((_, words)) => command.visible_aliases(words.iter().copied()),
        None => command,
    };
    command.mut_args(teach_option).mut_subcommands(teach)
}

fn teach_option(argument: Arg) -> Arg {
    let known = OPTIONS
        .iter()
        .find(|(name, _)| argument.get_long() == Some(name));
    match known {
        Some((_, word)) => argument.visible_alias(*word),
        None => argument,
    }
}

/// The word of a command for a page in Japanese.
pub(super) fn of_command(command: &Command) -> Option<&str> {
    command.get_visible_aliases().next()
}

/// The commands of which one has to be typed after a command.
pub(super) fn of_commands_in(command: &Command, lang: Lang) -> Vec<&str> {
    let shown = command
        .get_subcommands()
        .filter(|c| !c.is_hide_set() && c.get_name() != "help");
    shown.map(|command| in_language(command, lang)).collect()
}

/// The word of a command in a language.
pub(super) fn in_language(command: &Command, lang: Lang) -> &str {
    match lang {
        Lang::Ja => of_command(command).unwrap_or(command.get_name()),
        Lang::En => command.get_name(),
    }
}

/// The word of an option for a page in Japanese.
pub(super) fn of_option(argument: &Arg) -> Option<&'static str> {
    let long = argument.get_long()?;
    let known = OPTIONS.iter().find(|(name, _)| *name == long);
    known.map(|(_, word)| *word)
}

/// A usage with the Japanese words in it.
pub(super) fn in_usage(usage: &str) -> String {
    let command = |word| COMMANDS.iter().find(|(name, _)| *name == word);
    let words = usage
        .split(' ')
        .enumerate()
        .map(|(at, word)| match command(word) {
            Some((_, japanese)) if at > 0 => japanese[0],
            _ => word,
        });
    let usage = words.collect::<Vec<_>>().join(" ");
    in_options(&usage)
}

/// A text with the Japanese words for the options in it.
pub(super) fn in_options(text: &str) -> String {
    let mut parts = text.split("--");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let (name, rest) = part.split_at(end.unwrap_or(part.len()));
        let known = OPTIONS.iter().find(|(known, _)| *known == name);
        let word = known.map_or(name, |(_, word)| word);
        said = format!("{said}--{word}{rest}");
    }
    said
}

/// The commands and options of a program that have no Japanese word, and the words of its options' values of which that is so.
pub(super) fn without(command: &Command) -> Vec<String> {
    let inner = command.get_subcommands().filter(|c| c.get_name() != "help");
    let inner = inner.flat_map(|command| {
        let name = command.get_name().to_owned();
        let lacks = of_command(command).is_none().then_some(name);
        lacks.into_iter().chain(without(command))
    });
    let options = command.get_arguments().filter_map(|argument| {
        let name = argument.get_long()?;
        let has = SAME.contains(&name) || of_option(argument).is_some();
        (!has).then(|| format!("--{name}"))
    });
    let arguments = command.get_arguments();
    let values = arguments
        .filter(|argument| argument.get_action().takes_values())
        .flat_map(Arg::get_possible_values)
        .filter(|value| value.get_name_and_aliases().all(str::is_ascii))
        .map(|value| value.get_name().to_owned());
    inner.chain(options).chain(values).collect()
}
