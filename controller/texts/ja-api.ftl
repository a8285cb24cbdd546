# HTTPのAPI: 依頼として受け取れないときの文と、説明のページの言葉。

### HTTPのAPIへの依頼が、依頼として受け取れないとき

api-body-broken-off = 依頼が途中で切れました。同じ Idempotency-Key で、もう一度送ってください。
api-body-encoding = 依頼の文字コードがUTF-8ではありません。UTF-8で送ってください。
api-body-form = 依頼の形式が { $form } ではありません。ヘッダー「Content-Type: { $form }」を付けて送ってください。
api-body-object = 依頼は、波かっこで囲んだJSONのオブジェクト1つで書いてください。書ける項目は /api にあります。
api-body-syntax = 依頼をJSONとして読めません（{ $line }行目の{ $column }文字目）。そこを直して、もう一度送ってください。
api-body-too-large = 依頼が大きすぎます（{ $limit } KiBまで）。小さくして送ってください。
api-body-twice = 依頼の1つのオブジェクトに、同じ名前が2回あります（{ $line }行目の{ $column }文字目より前）。どちらかを消してください。
api-field-count = 「{ $name }」は、0から4294967295までの整数で書いてください。
api-field-list = 「{ $name }」は、文字列のリストで書いてください。例: ["seated"]
api-field-missing = 「{ $name }」がありません。この依頼には必要です。
api-field-none = 「{ $name }」という項目はありません。この依頼で書ける項目ではありません。それぞれの依頼に書けるものは /api にあります。
api-field-number = 「{ $name }」は、整数で書いてください。
api-field-text = 「{ $name }」は、引用符で囲んだ文字列で書いてください。
api-field-twice = アドレスに「{ $name }」が2回あります。どちらかを消してください。
api-field-unknown = 「{ $name }」という項目はありません。この依頼に書ける項目: { $known }
api-field-yes-no = 「{ $name }」は、true か false で書いてください。
api-key-malformed = Idempotency-Key は、空白を含まないASCIIの英数字と記号1～{ $limit }文字を、1つだけ付けてください。
api-method = このアドレスは、このメソッドでは使えません。使えるメソッドは、この答えのヘッダー「Allow」にあります。すべての一覧は /api にあります。
api-no-problem = この名前の「通らない理由」はありません。名前の一覧は /api にあります。
api-no-route = このアドレスには何もありません。使えるアドレスの一覧は /api にあります。
api-path-encoding = アドレスの文字コードがUTF-8ではありません。受付番号や窓口名は、UTF-8をパーセント記号で表して（パーセントエンコーディング）書いてください。

### HTTPのAPIで通らなかったときの見出し（状態の番号ごと）

api-status-400 = 依頼の内容が正しくありません
api-status-401 = どなたの依頼か確認できません
api-status-403 = この操作は許可されていません
api-status-404 = 見つかりません
api-status-405 = このメソッドでは使えません
api-status-409 = いまの状態ではできません
api-status-413 = 依頼が大きすぎます
api-status-415 = 依頼の形式が違います
api-status-421 = 宛先が違います
api-status-429 = 上限に達しています
api-status-500 = 内部で問題が起きました
api-status-503 = madoguchiが終了しています
api-status-507 = ディスクの空きがありません

### HTTPのAPIの説明のページと、OpenAPIの文書

docs-title = Madoguchi（窓口）: HTTPのAPI
docs-intro = このPCのプログラムのための入口です。依頼と答えはJSON、時刻は1970年からのミリ秒で、値がないときは null です。依頼に知らない項目があるときは、その名前を示して断ります。
docs-reach = 接続のしかた
docs-reach-token = プログラムは、このPCの持ち主だけが読める合言葉を示します。データフォルダーの identity/desk.token の内容を、ヘッダー「Authorization: Bearer 合言葉」に付けてください。
docs-token = 受付口の合言葉。データフォルダーの identity/desk.token の内容で、このPCの持ち主だけが読めます。
docs-counter-page = このPCで開いた、この画面からの操作。設定で許可していれば、ログインなしで、列の日常の操作と表示だけができます。プログラムからは使えません。
docs-idempotency-key = 同じキーで2回送られた操作は1回と数え、2回目には最初の答えを返します。同じキーで別の依頼を送ると「request-id-in-use」で断ります。人の操作1回ごとに新しく作る、目に見えるASCII文字1～64文字です。
docs-problems = 通らなかったとき
docs-problems-intro = 通らなかったときの答えは application/problem+json（RFC 9457）の形です。プログラムは「code」を見てください。この名前はずっと変わらず、それぞれに説明のページがあります。「ja」と「en」は人が読む文です。
docs-operations = 依頼
docs-shapes = 答えと依頼の形
docs-document = プログラムが読むための説明（OpenAPI 3.1）
docs-in-other-language = English
docs-asks = 書く項目
docs-asks-nothing = 書く項目はありません。
docs-gives = 答え
docs-example = 例
docs-names = 通らない理由の名前
docs-name = 名前
docs-kind = 種類
docs-about = 説明
docs-needed = 必須
docs-values = 次のどれか
docs-status = 状態
docs-done = 操作が済みました。答えの内容は、ディスクに記録されています。
docs-stream = まず最新の状態を、その後は変わるたびに送ります（Server-Sent Events）。読むのが遅いときは、途中を飛ばして最新のものを送ります。
docs-number = 患者さんが持つ受付番号。UTF-8のパーセントエンコーディングで書きます（全角も可）。
docs-unit = リーダー（窓口名または製造番号）。UTF-8のパーセントエンコーディングで書きます（全角・半角、大文字・小文字のどれでも可）。
docs-board-key = 待合室の表示だけができる鍵。
docs-kind-string = 文字列
docs-kind-integer = 整数
docs-kind-boolean = true か false
docs-kind-null = null
docs-kind-list = リスト: { $of }
docs-problem-title = 通らない理由: { $code }
docs-problem-when = どのようなとき
docs-problem-words = 表示する文
docs-problem-values = かっこ［ ］の中には、そのときの値が入ります。
docs-back = 依頼の一覧

### HTTPのAPIの、それぞれの依頼の説明

docs-op-add_ticket = 患者さんを列に追加する（空いているリーダーがあれば、すぐに呼び出す）
docs-op-list_tickets = 受付の一覧（列の順）
docs-op-get_ticket = 1件の受付と、そのすべての記録
docs-op-call_ticket = 手で呼び出す（ほかの人より先になることもある）
docs-op-recall_ticket = 呼び出しに来なかった受付を列に戻す
docs-op-move_ticket = 受付を決まったリーダーへ回す
docs-op-park_ticket = 受付をしばらく列から外す
docs-op-unpark_ticket = 外した受付を元の順番に戻す
docs-op-cancel_ticket = 受付を取り消す
docs-op-done_by_means = リーダーを使わずに済んだ受付を完了にする
docs-op-undo_ticket = 受付への直前の操作を元に戻す（数秒以内）
docs-op-reopen_ticket = 終わった受付をもう一度開く
docs-op-change_ticket = 受付の区分や条件を変える
docs-op-drop_need = なくてもよい条件をなくす
docs-op-bind_walk_up = 呼び出し外の確認を、受付の結果にする
docs-op-list_walk_ups = 呼び出し外の確認の一覧（新しい順）
docs-op-list_units = リーダーの一覧（使えるか、使えない理由）
docs-op-list_ports = PCのUSBポートと、つながっているもの
docs-op-weigh_unit = リーダーへの操作で失われるもの
docs-op-examine = PCの点検（doctor コマンドと同じ）
docs-op-pause_unit = リーダーを休止する（いまの確認が終わるまでは続く）
docs-op-resume_unit = リーダーの休止をやめる
docs-op-prefer_unit = 利用枠が足りないときに優先するリーダーを決める
docs-op-retire_unit = リーダーを取り外す
docs-op-replace_unit = 故障したリーダーを別のリーダーに交換する
docs-op-note_unit = リーダーのケーブルを書き留める
docs-op-change_unit = リーダーの窓口の名前・種類・タグを変える
docs-op-list_licenses = ライセンスの一覧
docs-op-install_license = 購入元から届いたものを入れる
docs-op-sign_request = 購入元への申請を作る
docs-op-list_acts = これまでの申請と返却（書類つき）
docs-op-ask_time_reset = 戻された時計の解除を購入元に頼む番号
docs-op-get_status = いまの状況
docs-op-end_day = 一日を終了する（開いている受付をすべて終える）
docs-op-undo_day = 一日の終了を、まとめて取り消す
docs-op-get_time = PCの時計と内部の時刻
docs-op-confirm_time = 内部の時刻をPCの時計に合わせる
docs-op-live = 窓口の状況（変わるたびに）
docs-op-board_live = 待合室に見せる内容（変わるたびに）
