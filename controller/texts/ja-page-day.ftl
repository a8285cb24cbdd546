# コンソールの文: 本日の画面。

### 一日の終了

page-day-end-head = 一日の終了
page-day-open = 受付を続けています。受付中の番号: { $open } 件
page-day-end = 一日を終了する
page-day-undo = 終了を元に戻す
page-day-end-who = 一日の終了と、終了の取り消しは、受付または管理者がログインして行います。
page-day-ask-end = いま一日を終了しますか？
page-day-nobody = 受付中の番号はありません。自動の番号は1から始まります。
page-day-ended = 本日の受付を終了しました。終了した受付: { $count } 件
page-day-undone = 受付の終了を元に戻しました。ふたたび開いた受付: { $count } 件

### 集計

page-figures-head = 本日の集計
page-figures-added = 受付
page-figures-open = 受付中
page-figures-served = 確認済み
page-figures-mean = 平均の待ち時間
page-figures-p95 = 95％の方の待ち時間
page-figures-p95-what = これより長く待ったのは20人に1人です。
page-figures-longest = 最長の待ち時間
page-figures-outcomes = 受付の終わり方
page-figures-outcome = 結果
page-figures-count = 件数
page-figures-by = リーダーを使わずに完了: { $means }
page-figures-cancelled = 取り消し
page-figures-ended = 一日の終了で終わったもの
page-figures-walk-ups = 呼び出し外の確認（番号なし）
page-figures-readers = リーダーごとの確認
page-figures-reader = リーダー
page-figures-sessions = 確認
page-figures-verified = 確認できた数
page-figures-hours = 時間ごと
page-figures-hour-head = 時間帯
page-figures-hour = { $hour } 時台

### 時計

page-clock-head = 時計
page-clock-pc = PCの時計
page-clock-own = 内部の時刻
page-clock-settled = 落ち着いています
page-clock-restless = 変わったばかりか、起動したばかりです。5分間変わらなければ、一日の終わりなどに使います
page-clock-ends = 合わせると、使えなくなるライセンス: { $licenses }
page-clock-begins = 合わせると、使えるようになるライセンス: { $licenses }
page-clock-confirm = 内部の時刻をPCの時計に合わせる
page-clock-who = 合わせる操作は、管理者がログインして行います。
page-clock-ask = PCの時計は正しいですか？
page-clock-ask-means = 内部の時刻をPCの時計に合わせます。患者さんの待ち時間は変わりません。呼び出し中・確認中の方がいるときは少し後で合わせ、それまで新しい呼び出しをしません。
page-clock-ask-back = PCの時計が正しくないときは、ここでやめて、先にPCの時計を直してください。合わせた後でも、PCの時計を直して同じ操作をすると戻せます。
page-clock-set = 内部の時刻をPCの時計に合わせました: { $time }
page-clock-set-soon = 呼び出し中または確認中の方がいるため、遅くとも { $at } までに合わせます。それまで新しい呼び出しをしません。
page-clock-reset = 購入元に時計の解除を依頼する
page-do-time-ask-reset = 本日の画面で時計の解除を依頼する
page-clock-reset-tell = 次の2つを、電話で購入元のサポートに伝えてください。
page-clock-reset-key = このPCの鍵の番号
page-clock-reset-code = 解除の番号
page-clock-reset-then = 購入元から届いたものを、ライセンスの画面で入れてください。番号は1回だけ使えます。

### バックアップ

page-backup-head = バックアップ
page-backup-when = 作った時刻
page-backup-who = 作った人
page-backup-file = ファイル
page-backup-way = バックアップは、このPCのコマンドで作ります。合言葉の入力が必要で、ブラウザーに渡すべきでない鍵を含むためです。

### 保存期間

page-kept-head = 保存期間
