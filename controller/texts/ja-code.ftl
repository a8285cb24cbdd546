# サポートコード: 「madoguchi support code」と「madoguchi support decode」、/support の画面。

### サポートコードを示すとき

code-head = サポートコード（{ $unit }）
code-all-units = すべてのリーダー
code-what = サポートに読み上げるか、スマートフォンで読み取ってもらってください。件数、コード、製造番号、ポート、版だけが入っています。患者さん、受付番号、職員の名前は入っていません。
code-read-out = 読み上げるとき: 1行ずつ、10文字のまとまりごとに。まちがいは、そのまとまりで見つかります。
code-qr = QRコード { $number } / { $parts }

### サポートコードを読み戻したとき

code-told-head = サポートコードの内容
code-told-genuine = 文字の誤りがないことだけを確かめています。だれが作ったかは、このコードからは分かりません。
code-told-test = 試験用です。診療には使われていません。
code-told-installation = 設置の番号（はじめの16文字）
code-told-at = 作った日時（そのPCの時計）
code-told-software = madoguchiの版
code-told-waiting = 待っている患者さん
code-told-closed = 今日終わった受付
code-told-alarms = 対応が必要なこと
code-told-findings = PCの問題
code-told-nothing = なし
code-told-unit = リーダー { $serial }
code-told-unit-nameless = 製造番号の分からない機器
code-told-left-out = このほかに { $units } 台ありますが、コードに入りきりません。
code-unit-edition = 種類
code-unit-state = 状態
code-unit-verdict = 切り分け
code-unit-likeliest = いちばん考えられる原因
code-unit-faults = エラー
code-unit-sessions = 今日の利用
code-unit-sessions-of = { $sessions } 件（うち確認できたもの { $verified } 件）
code-unit-drops = 10分間の切断
code-unit-port = USBポート
code-unit-software = リーダーのプログラムの版
code-unit-covered = 保守の終わり
code-unit-unknown = 分かりません
code-state-serves = 使えます
code-state-connected = つながっていますが、使えません
code-state-plugged = USBには見えますが、つながっていません
code-state-away = つながっていません
code-state-not-enrolled = このmadoguchiに登録されていません
code-state-paused-by-staff = 職員が休止しています
code-state-paused-by-fleet = 失敗が続いたため、休止しています
code-state-maintenance = 整備中です

### サポートコードを読めないとき

support-code-none = サポートコードが見つかりません。コードの文字をすべて入力するか、QRコードの写真（PNG、JPEG）のファイルを指定してください。
support-code-other-file = これは{ $what }で、サポートコードではありません。コードの文字か、QRコードの写真（PNG、JPEG）のファイルを指定してください。
support-code-too-large = { $limit } バイトより大きいため、サポートコードではありません。ファイルを確かめてください。
support-code-license = これはライセンスなどの書類で、サポートコードではありません。「madoguchi license show」で読めます。
support-code-newer = このサポートコードは、新しい版のmadoguchiで作られています（形式 { $version }）。新しい版の「madoguchi support decode」で読んでください。
