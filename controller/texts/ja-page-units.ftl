# 画面の文: リーダーのページ

### リーダーのページ: 一覧

page-units-none = まだリーダーが登録されていません。「リーダーのペアリング」で登録します。
page-units-others-may = 窓口の変更、ケーブルと納品日の記録、優先、交換、取り外しは、サポートと管理者が行えます。
page-units-show-retired = 取り外したリーダーも表示
page-units-hide-retired = 取り外したリーダーを隠す
page-units-no-retired = 取り外したリーダーはありません
page-units-retired-ones = 取り外したリーダー
page-units-retired = 取り外し済み
page-units-at-port = ポート { $port }
page-units-today = 本日 { $sessions } 件（うち確認できた { $verified } 件）

### リーダーについて分かっていること

page-units-serial = 製造番号
page-units-no-serial = 表示なし
page-units-edition = 版
page-units-edition-single = 1:1接続版
page-units-edition-multi = 複数台接続版
page-units-placement = 窓口の種類
page-units-tags = タグ
page-units-port = USBポート
page-units-hub = 間にあるハブ
page-units-seat = 利用枠
page-units-seat-included = ライセンスのいらない枠
page-units-seat-additional = 追加ライセンスの枠
page-units-seat-bundled = 同梱ライセンスの枠
page-units-seat-none = いまはなし
page-units-preferred = 不足のときに優先
page-units-health = リーダーの状態
page-units-health-healthy = 正常
page-units-health-degraded = 使えるが異常あり
page-units-health-faulted = 故障
page-units-cable = ケーブル
page-units-delivered = 納品日
page-units-coverage = 保守
page-units-drops = 接続切れ
page-units-drops-times = この10分間に { $times } 回
page-units-software = ソフトウェア
page-units-grace = 移行なしで使える期限
page-units-replaced-by = 交換後のリーダー
page-units-replaces = 交換前のリーダー
page-units-why = いまの状況

### リーダーへの操作

page-units-act-change = 窓口を変える
page-units-act-note = ケーブルと納品日を記録する
page-units-sheet = サポートへの連絡票
page-units-act-prefer = 優先にする
page-units-act-prefer-off = 優先をやめる
page-units-act-replace = 交換する
page-units-act-retire = 取り外す
page-units-save = 保存する
page-units-name = 窓口の名前
page-units-tags-hint = 例: language:en。いくつかあるときは空白で区切ります。
page-units-cable-hint = 長さや通り道など。例: 3 m。空にするとメモが消えます。
page-units-delivered-hint = 例: 2024-05-20。保守はその翌月1日から5年間です。空にすると消えます。
page-units-reason = 理由（なくてもかまいません）
page-units-reason-hint = リーダーの表示や、待っている理由に添えて表示されます（64文字まで）。
page-units-pause-now = 呼び出しを取り消してすぐに休止

### リーダーへの操作の前の確認

page-units-ask-pause = { $reader } を休止する
page-units-ask-pause-what = いまの方は最後まで使えます。次の方は呼び出されません。
page-units-act-maintenance = 整備中にする
page-units-act-maintenance-end = 整備を終える
page-units-act-restart = 再起動する
page-units-restart-now = 呼び出しを取り消して再起動する
page-units-ask-restart = { $reader } を再起動する
page-units-ask-restart-what = いまの方は最後まで使えます。終わってから再起動し、戻るまで（5分以内）呼び出しません。再起動は1台ずつです。ほかのリーダーが再起動中なら、その後に始めます。
page-units-ask-maintenance = { $reader } を整備中にする
page-units-ask-maintenance-what = いまの方は最後まで使えます。整備中は呼び出さず、接続の切れや故障も知らせません。10分続けて異常なく動くと、終えてよいかを知らせます。
page-units-work = 整備の内容
page-units-work-hint = リーダーの表示に添えて表示されます（64文字まで）。
page-units-until = 終わる予定（なくてもかまいません）
page-units-until-hint = 例: 17:30、2026-12-01、2026-12-01 09:00。過ぎると知らせます。
page-units-maintenance = 整備
page-units-maintenance-since = { $at }から
page-units-maintenance-until = { $at }までの予定
page-units-restarts = 再起動
page-units-clock = 時計
page-units-clock-even = PCと同じ
page-units-clock-ahead = PCより{ $seconds }秒進んでいる
page-units-clock-behind = PCより{ $seconds }秒遅れている
page-units-ask-note = { $reader } のケーブルと納品日
page-units-ask-change = { $reader } を変える
page-units-ask-replace = { $reader }（{ $serial }）の代わりに使うリーダーはどれですか
page-units-ask-replace-what = 新しいリーダーが、窓口の名前・順番・優先を引き継ぎます。先に登録しておく必要があり、同じ種類に限ります。
page-units-ask-replace-none = ほかにリーダーがありません。先に新しいリーダーを登録してください。
page-units-other-edition = 版が違います
page-units-ask-really = { $reader }：よろしいですか
page-units-did-retire = { $reader } を取り外しました。
page-units-did-replace = { $reader } を交換しました。

### 画面読み上げ: リーダーの変化

page-units-say-now = { $reader }：{ $state }。
page-units-say-gone = { $reader } が一覧からなくなりました。

### PCのUSBポート

page-ports-head = USBポート
page-ports-what = リーダーは、1台ずつPC本体のポートに直接つなぎます。使えるのは4台までです。
page-ports-pc = このPC
page-ports-none = 何もつながっていません。
page-ports-virtual = 模擬のリーダーが名乗ったポートです。空きポートは分かりません。
page-ports-unknown = 空きポートはこのPCからは分からないため、つながっているところだけを示します。
page-ports-free = 空き（リーダーをつなげます）
page-ports-free-behind-hub = 空き（ハブの先なので、リーダーには使えません）
page-ports-hub = ハブ
page-ports-hub-todo = ハブの先ではリーダーを使えません。PC本体の空きポートに直接つないでください。
page-ports-board-hub = PC本体のポート（組み込みのハブ）
page-ports-reader = リーダー
page-ports-foreign = 他社のカードリーダー
page-ports-other = その他の機器

### PCの点検

page-doctor-head = このPCの点検
page-doctor-what = ポート・リーダー・ネットワーク・時計・データを調べます。何も変えません。数秒かかります。
page-doctor-login = PCの点検は、ログインすると行えます。
page-doctor-run = いま点検する
page-doctor-healthy = 直すことは見つかりませんでした。
page-doctor-has-problems = 直すことが { $count } 件あります。
page-doctor-at = （{ $at }、{ $system }）
page-doctor-problems = 直すこと
page-doctor-notices = 知っておくこと
page-doctor-questions = 目で見て確かめること
page-doctor-good = 正常：{ $count } 件
page-doctor-todo = すること：
page-doctor-why = 理由：
page-doctor-evidence = 見たもの：
page-doctor-no-answer = madoguchiから返事がありません。1分ほどたってから、もう一度お試しください。

### 文の中のコマンドの代わり

page-open-units = リーダーの一覧
page-open-doctor = PCの点検

### 切り分け: 本体の故障か、ほかの部分か

page-units-act-triage = 本体の故障かを切り分ける
page-triage-head = { $reader } の切り分け：質問 { $count }
page-triage-verdict = { $reader } の切り分け：結果
page-triage-unknown = 分からない、できない
page-triage-back = 1つ前に戻る
page-triage-anew = 初めからやり直す
page-triage-leave = 閉じる
page-triage-further = 原因をさらに絞る
page-triage-todo = すること：
page-triage-for = そう考える理由
page-triage-against = 合わないこと
page-triage-changed = 7日以内に変わったこと（気付いた時刻）
page-triage-suspects = 考えられる原因
page-triage-suspect = { $part }: { $fault }（{ $percent }%）
page-triage-no-next = これ以上、窓口で試せることはありません。サポート窓口に知らせてください。

### リーダーの交換の理由

page-units-ask-ground = { $reader } を交換する前に
page-units-replace-reason = 切り分けによらない交換の理由
page-units-replace-reason-hint = 例: 盗まれて手元にない。リーダーの表示と操作の記録に残ります（64文字まで）。
page-units-replace-anyway = この理由で交換する
page-units-replaced-why = 交換の理由
