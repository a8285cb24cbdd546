# 操作の記録（日本語）。

### 「audit verify」で、記録がつながっているとき

trail-whole = 操作の記録はつながっています: { $entries } 件（{ $first } 番・{ $from } から { $last } 番・{ $to } まで）。
# つながりのある記録がまだ1件もないとき
trail-empty = つながりを確かめられる操作の記録は、まだありません。
# 古い記録の保存の期限が過ぎていて、残っている最初の記録の前がないとき
trail-base = { $first } 番より前の記録は、件数の上限を超えたため残っていません。{ $first } 番そのものが書き換えられていないかは、確かめられません。
trail-limits = これだけでは、末尾の記録が切り取られた場合や、このPCの持ち主がすべてを作り直した場合はわかりません。別の場所に残した申請や返却のファイルがあれば「madoguchi audit verify --request ファイル」で照合できます。

### 「audit verify」で、照合値のない記録があるとき

trail-unlinked = ほかに、以前の版のmadoguchiが書いた照合値のない記録が { $count } 件あります。書き換えられていないかは、確かめられません。

### 「audit verify --request」で、ファイルと照合したとき

trail-request-fits = { $path }: 一致しました。作られたときの { $number } 番の記録と、いまの { $number } 番の記録は同じです。
trail-request-aged = { $path }: 照合できません。作られたときの { $number } 番の記録は、件数の上限を超えたため残っていません。
trail-request-none = { $path }: 照合できません。以前の版のmadoguchiで作られたか、記録がまだないときに作られたため、記録の位置が書かれていません。

### 「audit verify」で、記録がつながらないとき

audit-changed = 操作の記録がつながりません。{ $number } 番（{ $time }）の照合値が合いません。この記録か、その前の記録が、書かれたあとで変えられています。データフォルダー全体を写して残し、バックアップの記録と比べて、サポートに連絡してください。
audit-missing = 操作の記録が抜けています（{ $first } 番から { $last } 番）。書かれたあとで失われたか、取り除かれています。データフォルダー全体を写して残し、バックアップの記録と比べて、サポートに連絡してください。
audit-out-of-order = 操作の記録の順番が正しくありません。{ $number } 番（{ $time }）が、同じ番号か、あとの番号の記録のうしろにあります。データフォルダー全体を写して残し、サポートに連絡してください。
audit-unlinked = 操作の記録がつながりません。{ $number } 番（{ $time }）に照合値がありません。前の記録には照合値があるため、書かれたあとで消されたか、別のプログラムが書いています。データフォルダー全体を写して残し、サポートに連絡してください。
audit-unreadable = 保存されている記録を読めないため、照合も書き出しもできません（{ $what }）。データフォルダー全体を写して残し、サポートに連絡してください。

### 「audit verify --request」のファイルと合わないとき、または使えないとき

audit-request-beyond = { $path } は { $number } 番の記録があるときに作られていますが、いまの記録は { $newest } 番までです。あとの記録が切り取られたか、それより前のバックアップから復元されています。復元していなければ、データフォルダー全体を写して残し、サポートに連絡してください。
audit-request-differs = { $path } が作られたときの { $number } 番の記録と、いまの { $number } 番の記録は違います。記録が作り直されたか、それより前のバックアップから復元されたあとに続きが書かれています。復元していなければ、データフォルダー全体を写して残し、サポートに連絡してください。
audit-request-other = { $path } は、このPCのいまの鍵で署名されたものではありません（短い番号 { $key }）。別のPCのものか、ライセンスを返却する前のものです。書かれている { $number } 番の記録は、このPCの記録と一致しません。
audit-request-unusable = { $path } は、署名された申請や返却として読めません。ほかのファイルか、途中で変わったものです。「madoguchi license request」などで作ったファイルを、そのまま指定してください。

### 「audit export」で書き出せないとき

audit-unwritable = { $path } に書き込めないため、操作の記録を書き出していません（{ $detail }）。空き容量と書き込みの権限を確かめるか、別の場所を指定してください。

### 「audit export」のあと

trail-exported = 操作の記録 { $entries } 件を { $path } に書き出しました。
trail-leaves = 受付番号を推測できる照合値は入っていません。つながりは「madoguchi audit verify」で確かめられます。
# --sealed を付けたとき
trail-sealed = 照合値も入っています。受付番号がわかるため、院内で保管し、外に渡さないでください。

### 画面の操作の記録: したこと

did-ticket-add = 受付を追加
did-ticket-call = 手で呼び出し
did-ticket-recall = 不在の方を列に戻した
did-ticket-move = 窓口を指定
did-ticket-park = 保留
did-ticket-unpark = 保留を解除
did-ticket-cancel = 受付を取り消し
did-ticket-done = 他の方法で完了
did-ticket-undo = 直前の操作を元に戻した
did-ticket-reopen = 受付を開き直した
did-ticket-change = 区分・条件を変更
did-ticket-drop-need = 条件を外した
did-ticket-bind = 呼び出し外の利用を受付に結びつけた
did-day-end = 一日を終了
did-day-undo = 一日の終了を取り消し
did-unit-enroll = リーダーを登録
did-unit-pause = リーダーを休止
did-unit-resume = リーダーを再開
did-unit-maintenance = リーダーの整備を開始・変更・終了
did-unit-restart = リーダーの再起動を指示
did-unit-restarts-as-planned = 予定どおりリーダーを再起動
did-unit-prefer = リーダーの優先を変更
did-unit-retire = リーダーを取り外した
did-unit-replace = リーダーを交換
did-unit-note = ケーブルの記録を変更
did-unit-ledger = 台帳の記録を変更
did-unit-change = 窓口を変更
did-license-install = ライセンスを入れた
did-license-revocations = 取り消しリストを入れた
did-license-act = 申請に署名
did-license-return = ライセンスを返却
did-time-ask-reset = 時計の解除を申請
did-time-reset = 時計の解除を入れた
did-time-confirm = 内部の時刻を合わせた
did-person-add = 利用者を追加
did-person-reset = パスワード・二段階確認を変更
did-person-remove = 利用者を削除
did-person-end-sessions = 画面をログアウトさせた
did-person-log-in = ログイン
did-backup-note = バックアップを作成
did-support-bundle = サポート用ファイルを作成
did-support-log = リーダーのログを取り寄せ
did-unit-identify = リーダーに表示させて確かめた
did-session-ended = リーダーでの確認が終わった
did-health-changed = リーダーの状態が変わった
did-unit-attach = リーダーに同梱のライセンスを入れた
did-day-end-by-itself = 一日が自動で終了
did-time-set = 内部の時刻が合わせられた
did-retention = 保存期間を過ぎた記録を消去
did-person-logins-failed = ログインの失敗

### 画面の操作の記録: 変わったもの

aspect-ticket = 受付番号
aspect-state = 状態
aspect-unit = リーダー
aspect-class = 区分
aspect-needs = 必須の条件
aspect-prefers = 希望の条件
aspect-means = 確認の方法
aspect-membership = リーダーの登録
aspect-by = 交換後のリーダー
aspect-fault = 切り分けの結果
aspect-override = 切り分けによらない交換の理由
aspect-counter = 窓口
aspect-placement = 窓口の種類
aspect-tags = タグ
aspect-paused = 休止
aspect-reason = 休止の理由
aspect-preferred = 優先
aspect-restart = 再起動
aspect-edition = 版
aspect-cable = ケーブル
aspect-delivered = 納品日
aspect-key = 鍵
aspect-person = 利用者
aspect-role = 役割
aspect-second-factor = 二段階確認
aspect-recovery-codes = 残りの回復コード
aspect-license = ライセンス
aspect-standing = 有効か
aspect-open = 開いている受付
aspect-fleet-time = 内部の時刻
aspect-license-time = ライセンスの時刻
aspect-being-set = 合わせる途中
aspect-reset-asked = 時計の解除を申請中
aspect-acts = 申請と返却の数
aspect-installation = このPCの鍵
aspect-in-force = 有効なライセンス
aspect-backup-at = 作った時刻
aspect-file = ファイル
aspect-gone-tickets = 消去した受付の数
aspect-closed-from = うち、いつからの終了分か
aspect-closed-before = これより前に終わったもの
aspect-gone-verified = うち、確認できた数
aspect-gone-not-verified = うち、リーダーで確認できずに終わった数
aspect-gone-by-means = うち、リーダーを使わずに済ませた数
aspect-gone-cancelled = うち、窓口で取り消した数
aspect-gone-ended = うち、一日の終了で閉じた数
aspect-gone-by-reader = うち、リーダーごとの数
aspect-gone-walk-ups = 消去した呼び出し外の確認の数
aspect-ended-before = これより前に終わったもの

### 画面の操作の記録: 変わる前と変わった後

value-yes = はい
value-no = いいえ
value-waiting = 順番待ち
value-parked = 保留
value-called = 呼び出し中
value-verifying = 確認中
value-missed = 不在
value-done = 完了
value-cancelled = 取り消し
value-ended = 一日の終了で終わり
value-normal = 通常
value-priority = 優先
value-urgent = 緊急
value-paper = 紙の証明書
value-seen = 目視
value-mobile = スマートフォン
value-other = その他
value-standing = 立位
value-seated = 座位
value-enrolled = 登録済み
value-retired = 取り外し済み
value-replaced = 交換済み
value-by-staff = 手動
value-by-fleet = 自動
value-maintenance = 整備中
value-asked = 待っている
value-running = 実行中
value-overdue = 戻っていない
value-single = 1:1接続版
value-multi = 複数台接続版
value-reception = 受付
value-vendor = 販売担当
value-support = サポート
value-administrator = 管理者
value-in-force = 有効
value-expired = 期限切れ
value-not-yet = 開始前
value-in-grace = 猶予期間中
value-bridging = 動かなくなったPCのものを使用中
value-suspended = 時計のため停止中
value-superseded = 新しいものに置き換え済み
value-revoked = 取り消し済み
value-returned = 返却済み
value-other-environment = 別の環境のもの
value-other-installation = 別のPCのもの
