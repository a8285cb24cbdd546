# 更新（インストーラーが実行する「madoguchi update …」と「madoguchi serve --probe」）

### 「serve --probe」で、この版がデータを使えると分かったとき

update-fit = この版は { $folder } のデータを引き継げます：受付中 { $tickets } 件、リーダー { $units } 台、ライセンス { $licenses } 件。接続の受け付けは始めていません。
update-fresh = { $folder } には、まだ記録がありません。起動したときに作られます。いまは何も作っていません。

### 「update prepare」が終わったとき

update-kept = { $folder } のファイル { $files } 個（{ $mib } MiB）を、持ち主だけが読める形で写しました。新しい版が確かめ終わるまでは、すべて元に戻せます。
update-nothing-to-keep = { $folder } にはまだ何もないため、写すものはありませんでした。

### 「update judge」「update undo」が終わったとき

update-accepted = 新しい版はデータを引き継げます。起動してください。更新前の写しは消したので、以前の版にはもう戻せません。
update-nothing-to-judge = { $folder } に更新前の写しはありません。もう確かめてあるか、写すものがありませんでした。何も変えていません。
update-put-back = { $folder } のデータは、更新前のとおりに戻っています。以前の版で起動してください。

### 更新前の写しがないのに「update undo」を実行したとき

update-not-kept = { $folder } に更新前の写しがないため、戻すものがありません。何も変えていません。更新は、インストーラーか「madoguchi update prepare」から始めてください。

### 「update judge」がすべて元に戻したとき

update-undone = 新しい版は、このPCのデータを引き継げません。理由は上の表示かログにあります。{ $folder } のデータは、更新前のとおりに戻っています。以前の版を使い続け、表示された内容をサポートに送ってください。
update-undone-hung = 新しい版は { $minutes } 分以内にデータを確かめ終わらなかったため、止めました。{ $folder } のデータは、更新前のとおりに戻っています。以前の版を使い続け、ログをサポートに送ってください。
update-undone-not-run = 新しい版のプログラム { $program } を起動できません（{ $detail }）。{ $folder } のデータは、更新前のとおりに戻っています。以前の版を使い続け、インストーラーを入手し直してください。
