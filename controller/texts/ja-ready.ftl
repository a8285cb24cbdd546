# 開院前の確認（madoguchi check、窓口のページ）

### まとめ

ready-one = リーダーは使えます。
ready-all = { $count }台とも使えます。
ready-but-aside = { $count }台が使えます（休止・整備中: { $aside }台）。
ready-noted = { $ready }気になる点が{ $notes }件あります。「madoguchi check」で確かめてください。
ready-not-yet = リーダーの接続を待っています（{ $count }台）。1分待って、もう一度確かめてください。
ready-none-enrolled = リーダーが登録されていません。「madoguchi unit pair」で登録してください。
ready-all-aside = すべてのリーダーが休止か整備中です。使うリーダーの休止か整備を終えてください。

### よいこと

ready-good-usb = USBポート { $port } に直接つながっています。
ready-good-plugged = USBに見えています（ポート { $port }）。
ready-good-attached = 接続しています。
ready-good-self-test = リーダー自身の点検で異常はありません。
ready-good-seat = 利用枠があります。
ready-good-certificate = 登録した鍵で接続しています。期限はありません。
ready-good-clock = 時計はPCと合っています（差 { $distance }）。
ready-good-day = 前日の受付は残っていません。
ready-good-pc = PCに直すことはありません。

### 分からないこと

ready-unknown-usb = USBポートを調べられないため、分かりません。
ready-unknown-away = 接続するまで分かりません。
ready-unknown-clock = このリーダーのソフトウェアは時刻を知らせません。
ready-unknown-pc-clock = PCの時計が合うまで比べられません。
ready-unknown-pc = PCの状態は、ログインした人が「madoguchi doctor」と同じ内容を点検のページで見られます。
ready-unknown-test = 模擬リーダーのため、PCは調べていません。

### 気になること

ready-warn-degraded = 使えますが、リーダーが不具合を知らせています（エラー: { $codes }）。電源を入れ直しても続くときは、エラーと製造番号をサポートに伝えてください。

### 表

ready-check-pause = 休止・整備
ready-check-usb = USB
ready-check-attached = 接続
ready-check-self-test = 自己点検
ready-check-seat = 利用枠
ready-check-certificate = 証明書
ready-check-clock = 時計
ready-check-day = 前日の受付
ready-check-backup = バックアップ
ready-check-pc = PC
ready-level-good = よい
ready-level-warn = 注意
ready-level-bad = 直す
ready-level-unknown = 不明
ready-level-aside = 使わない
