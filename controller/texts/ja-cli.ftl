# コマンドラインの見出しとお知らせ（日本語）。

### 動いているmadoguchiにつなげないとき

cli-never-started = データフォルダー { $dir } では、madoguchiがまだ一度も起動されていません。「madoguchi serve」で起動するか、--data-dir で正しいフォルダーを指定してください。
cli-not-running = データフォルダー { $dir } のmadoguchiは動いていません。「madoguchi serve」で起動するか、--data-dir で正しいフォルダーを指定してください。
cli-identity-lost = データフォルダー { $dir } には受付やリーダーのデータがありますが、このPCの鍵（identity フォルダー）がないため、madoguchiにつなげません。「madoguchi serve」を実行すると、必要な作業が表示されます。
cli-no-rights = { $path } を読む権限がありません。madoguchiを起動した利用者か管理者で実行してください。受付の操作だけなら、受付用フォルダーを読めるグループ（通常は { $group }）に管理者がこの利用者を加え、ログインし直す方法もあります。
# 受付用フォルダーは読めるが、中に鍵がないとき
cli-reception-empty = 受付用フォルダー { $folder } に、つなぐための鍵がありません。フォルダーを作ってからmadoguchiが起動されていないか、フォルダーの権限が正しくありません。管理者がmadoguchiを起動し直してください。変わらないときは、管理者が「madoguchi doctor」で理由を確かめてください。
cli-access-unreadable = { $path } を読めません（{ $detail }）。操作する利用者に読み取りの権限があるか、ディスクが壊れていないかを確かめて、madoguchiを起動し直してください。
cli-access-damaged = { $path } の内容が壊れています。madoguchiを起動し直してください。このファイルを作り直すか、必要な作業を表示します。
cli-unreachable = madoguchiが { $address } で応答しません（{ $detail }）。動いているかどうかを確かめて、止まっていれば「madoguchi serve」で起動してください。
cli-busy = { $address } では { $seconds } 秒間、どの接続も、やり取りが始まる前に切られました。madoguchiが動いているときは、このPCからの途中までの接続が多すぎて、混み合っています（進行中の受付は続いています）。1分ほど待って、もう一度実行してください。くり返すときは、接続をくり返しているプログラムを止めてください。madoguchiが動いていないときは、ほかのプログラムがこのアドレスを使っています。「madoguchi serve」で起動してください。
cli-no-access = madoguchiにつなげません（{ $detail }）。もう一度実行してください。くり返すときはサポートに連絡してください。
cli-no-answer = madoguchiから { $seconds } 秒たっても返事がないため、操作が行われたかどうか分かりません。「madoguchi status」で状況を確かめてください。それにも返事がないときは、madoguchiを起動し直してください。
cli-connection-lost = madoguchiとの接続が切れました（{ $detail }）。変更の操作のときは、まず「madoguchi status」で変わったかどうかを確かめてから、もう一度実行してください。

### プログラムが始められない、途中で止まった、結果を書けないとき

cli-cannot-start = madoguchiを起動できませんでした: { $detail }
# 動いていたmadoguchiが不具合で止まったとき
cli-stopped = madoguchiは動作中の不具合で停止しました（{ $detail }）。もう一度起動してください。くり返すときはサポートに連絡してください。

### 指定されたファイルやフォルダーを使えないとき

cli-file-unreadable = ファイル { $path } を読めません（{ $detail }）。場所と名前、読み取りの権限を確かめてください。
cli-file-too-large = ファイル { $path } は大きすぎます（上限 { $limit } バイト）。届いたファイルをそのまま指定してください。
cli-folder-not-empty = フォルダー { $path } は空ではありません。上書きを防ぐため、何もしませんでした。新しいフォルダーを指定してください。
cli-folder-unwritable = フォルダー { $path } に書き込めないため、何もしませんでした（{ $detail }）。別のフォルダーを指定してください。
# 登録が済み、登録情報のフォルダーに書けなかったとき
cli-credentials-unwritten = リーダー { $serial } は新しい鍵で登録しましたが、フォルダー { $path } に登録情報を書き込めません（{ $detail }）。このままでは、リーダーはつながりません。--out で別の新しいフォルダーを指定して、もう一度登録してください。
# 登録するリーダーの鍵を作れないとき
cli-key-failed = 鍵を作れませんでした（{ $detail }）。もう一度実行してください。

### madoguchiとコマンドの版が違うとき

cli-answer-incomplete = madoguchiの返事に必要な内容がありません。PCのmadoguchiとこのコマンドの版をそろえてください。

### 「status」の先頭（試験用の印は、すべての画面の先頭）

cli-test-environment = 【試験用】これは試験用の環境です。診療には使えません。
cli-status-waiting = 順番待ち: { $waiting } 件　本日終わった受付: { $closed } 件
# 「status」の先頭: 本日、リーダーを使わずに完了した受付があるとき
cli-status-waiting-means = 順番待ち: { $waiting } 件　本日終わった受付: { $closed } 件（うち他の方法で完了: { $means } 件）
cli-status-seats = 利用枠: { $seats }
# 「status」と「license list」の注意
cli-alarm = 【注意】{ $alarm }
cli-status-time = { $time } 現在
cli-status-times = PCの時計 { $pc }（内部の時刻 { $fleet }）

### 一覧が空のとき、一部だけのとき

cli-no-units = 登録されたリーダーはありません。「madoguchi unit pair」で登録してください。
cli-no-tickets = 表示する受付はありません。
cli-no-walk-ups = 表示する「呼び出し外の確認」（呼び出していない方がリーダーを使った記録）はありません。
cli-walk-ups-cut = 表示しているのは、新しいほうから { $count } 件までです。
# 呼び出し外の確認の一覧の下
cli-walk-ups-bind = 受付の結果にするには「madoguchi ticket bind 受付番号 --unit 製造番号」（そのリーダーの本日のいちばん新しいもの）、または「madoguchi ticket bind 受付番号 --session 確認の番号」を実行してください。
# 呼び出し外の確認の表: 受付の記録がもうないとき
cli-ticket-forgotten = 保存期間の終わった受付
cli-list-cut = 受付が多いため、はじめの { $count } 件だけを表示しています。残りは「madoguchi ticket show 番号」で1件ずつ確かめてください。
cli-no-licenses = 入っているライセンスはありません。

### 表の見出し

cli-col-counter = 窓口
cli-col-serial = 製造番号
cli-col-check = 確認
cli-col-level = 結果
cli-col-serves = 使えるか
cli-col-activity = 状態
cli-col-ticket = 受付
cli-col-today = 本日 確認済み/全体
cli-col-placement = 窓口の種類
cli-col-admission = 判定
cli-col-port = ポート
cli-col-speed = 速度
cli-col-plugged = つながっているもの
cli-col-product = 製品名
cli-col-cable = ケーブル
cli-col-position = 順番
cli-col-number = 受付番号
cli-col-class = 区分
cli-col-state = 状態
cli-col-arrived = 到着
cli-col-waited = 待ち時間
cli-col-closed = 終了
cli-col-wishes = 条件
cli-col-why = 説明
cli-col-license = ライセンス
cli-col-kind = 種類
cli-col-seats = 枠
cli-col-bound-to = 対象
cli-col-until = 期限
cli-col-in-force = 有効
cli-col-ended = 終わった時刻
cli-col-outcome = 結果
cli-col-session = 確認の番号
cli-col-hour = 時間帯
cli-col-added = 受付
cli-col-served = 確認済み

### 表のことば

cli-yes = はい
cli-no = いいえ
cli-for-ever = なし
cli-serves = 使える
cli-serves-not = 使えない
cli-unit-mark-paused = 休止
cli-unit-mark-maintenance = 整備中
cli-unit-mark-restarting = 再起動
cli-unit-mark-paused-by-fleet = 自動で休止
cli-unit-mark-preferred = 優先
cli-unit-mark-retired = 取り外し済み
cli-unit-mark-replaced = 交換済み
cli-unit-mark-flapping = 接続が不安定
cli-no-serial = 番号なし
# 「license list」「backup」「restore」「identity new」
cli-installation = このPCの番号（installation）: { $installation }（短い番号: { $id }）

### 表の「状態」: リーダーが何をしているか

cli-activity-unspecified = －
cli-activity-not-serving = 使えない
cli-activity-absent = 未接続
cli-activity-plugged = 通信なし
cli-activity-free = 空き
cli-activity-called = 呼び出し中
cli-activity-verifying = 確認中
cli-activity-walk-up = 呼び出し外で使用中
cli-activity-finishing = カードの取り出し待ち
cli-activity-asked = 問い合わせ中

### 表の「窓口の種類」と「種類」

cli-placement-unspecified = －
cli-placement-standing = 立って使う
cli-placement-seated = 座って使う
cli-kind-additional = 追加
cli-kind-bundled = 同梱

### 呼び出し外の確認の表の「結果」

cli-outcome-unspecified = －
cli-outcome-verified-face = 顔認証で確認
cli-outcome-verified-pin = 暗証番号で確認
cli-outcome-verified-pin-guardian = 保護者の暗証番号で確認
cli-outcome-face-not-matched = 顔の不一致
cli-outcome-pin-wrong = 暗証番号の誤り
cli-outcome-pin-locked = 暗証番号のロック
cli-outcome-card-expired = カードの期限切れ
cli-outcome-card-unreadable = カードの読み取り失敗
cli-outcome-not-my-number-card = 別のカード
cli-outcome-given-up = 途中で中止
cli-outcome-timed-out = 時間切れ
cli-outcome-unit-failed = リーダーの不具合

### 1件の受付と、その経過

cli-ticket-line = 受付番号 { $number }: { $state }
cli-ticket-at = { $counter }（{ $unit }）
cli-story-line = { $time }  { $text }（{ $who }）
cli-story-who = { $who }、呼び出し{ $attempt }回目
cli-actor-staff = PCの管理者
cli-actor-reception = 受付（プログラム）
cli-actor-counter-page = 受付の画面
cli-actor-folder = 受付ファイルのフォルダー
cli-actor-reader = リーダー
cli-actor-fleet = 自動
cli-ticket-arrived-elsewhere = ほかのシステムでの受付時刻: { $time }（順番には関わりません）
cli-ticket-needs = 必須の条件: { $wishes }
cli-ticket-prefers = 希望の条件: { $wishes }

### 受付とリーダーの一覧

cli-minutes = { $minutes } 分
cli-preferred = 希望: { $wish }
# 受付の一覧: 何件もが順番を待つとき
cli-behind-others = 順番待ちです。合うリーダーが空きしだい、表の順番で呼び出します。
cli-why-tickets = 受付番号 { $numbers }: { $why }
cli-more-numbers = { $numbers } ほか { $more } 件

### 画面に入らないとき

cli-rest = この画面に入らない内容があります。
cli-rest-alarms = ほかの注意 { $count } 件: madoguchi status
cli-rest-units = ほかのリーダー { $count } 台: madoguchi unit list
cli-rest-tickets = ほかの受付 { $count } 件: madoguchi ticket list
cli-rest-unit-reasons = ほかの説明 { $count } 件: madoguchi unit list
cli-rest-ticket-reasons = ほかの説明 { $count } 件: madoguchi ticket list

### 一覧の下の説明

cli-unit-at = { $serial }（{ $counter }）
cli-why-line-bare = { $serial }: { $why }

### リーダーの登録とライセンスの受け取りのあと

cli-done-enrolled = リーダー { $serial } を登録しました。フォルダー { $dir } の中身をリーダーに入れてください。鍵（unit.key）はほかの人に渡さないでください。
cli-done-license-installed = ライセンス { $license } を入れました。
cli-done-license-known = ライセンス { $license } は、すでに入っています。
cli-seats-before = 前の利用枠: { $seats }
cli-seats-after = 今の利用枠: { $seats }
cli-newly-seated = 使えるようになったリーダー: { $units }

### 時刻を見たとき、合わせたとき

cli-done-time = 内部の時刻をPCの時計に合わせました: { $time }
cli-done-time-soon = 呼び出し中または確認中の方がいるため、遅くとも { $time } までに合わせます。それまで新しい呼び出しをしません。その前にmadoguchiが止まったときは、起動後にもう一度操作してください。
cli-time-pc = PCの時計: { $time }（{ $settled }）
cli-time-fleet = 内部の時刻: { $time }
cli-time-settled = 落ち着いています
# PCの時計が変わってから5分たっていないとき
cli-time-not-settled = 変わったばかりか、起動したばかりです。5分間変わらなければ、一日の終わりなどに使います
cli-time-ends = 合わせると、使えなくなるライセンス: { $licenses }
cli-time-begins = 合わせると、使えるようになるライセンス: { $licenses }
# 「time confirm」の前の確認
taken-time = あとでPCの時計を直して、同じ操作で戻せます。

### リーダーの操作の前の確認

taken-enroll = リーダー { $unit }（{ $counter }）は、すでに登録されています。登録し直すと鍵が新しくなり、新しい鍵でしかつながりません。前の鍵は二度と使えません。
taken-enroll-renames = リーダー { $unit }（{ $counter }）は、すでに登録されています。登録し直すと鍵が新しくなり、新しい鍵でしかつながりません。前の鍵は二度と使えません。窓口の名前は { $counter } から { $new } に変わります。
taken-enroll-attached = リーダー { $unit }（{ $counter }）は、すでに登録され、つながっています。登録し直すと接続が切れて鍵が新しくなり、新しい鍵でしかつながりません。前の鍵は二度と使えません。
taken-enroll-attached-renames = リーダー { $unit }（{ $counter }）は、すでに登録され、つながっています。登録し直すと接続が切れて鍵が新しくなり、新しい鍵でしかつながりません。前の鍵は二度と使えません。窓口の名前は { $counter } から { $new } に変わります。
taken-enroll-placement = 窓口の種類は「{ $kind }」になります。
taken-enroll-no-tags = 窓口のタグ（{ $tags }）はなくなります。
taken-enroll-tags = 窓口のタグは { $old } から { $tags } に変わります。
taken-retire = リーダー { $unit }（{ $counter }）を取り外し済みにします。登録し直すまで、このリーダーには呼び出しません。
taken-replace = リーダー { $new } が、リーダー { $unit } の代わりに窓口 { $counter } に入ります。これからリーダー { $unit } には呼び出しません。元には戻せません: リーダー { $unit } は二度と登録できません。
taken-replace-counter = リーダー { $new } は、いまの窓口 { $counter } を離れます。
taken-pause = リーダー { $unit }（{ $counter }）をすぐに休止します。「madoguchi unit resume { $unit }」で再開できます。
taken-restart = リーダー { $unit } を再起動します。いまの患者さんが終わってから始め、戻るまで（5分以内）このリーダーには呼び出しません。ほかのリーダーが再起動中なら、その後に始めます。
taken-change = リーダー { $unit }（{ $counter }）の窓口を変えます。
taken-call = 受付番号 { $number } を呼び出し中です。呼び出しを取り消し、元の順番で列に戻します。
taken-session = 受付番号 { $number } の方が確認中に接続が切れます。結果が届かないときは、元の順番で列に戻します。
taken-finishes = 受付番号 { $number } の方が確認中です。確認はそのまま続き、結果になります。
taken-walk-up = 呼び出していない方が確認中です。確認はそのまま続き、結果になります。
taken-walk-up-cut = 呼び出していない方が確認中に接続が切れます。結果が届かないことがあります。
taken-last = ほかに使えるリーダーがないため、使えるようになるまで誰も呼び出せません。順番待ち: { $waiting } 件。
taken-bound = このリーダーに決めてある受付が { $count } 件あります。リーダーを変えるか条件を外すまで、呼び出せなくなります。
taken-unmet = 必要な条件に合うリーダーがほかにない受付が { $count } 件あります。合うリーダーができるか条件を外すまで、呼び出せなくなります。

### 一日の終わりと前の日の受付

cli-ticket-earlier-day = { $number }（{ $day } の受付）
cli-done-day = その日の受付を終了しました。終了した受付: { $count } 件
cli-done-day-undone = 受付の終了を元に戻しました。ふたたび開いた受付: { $count } 件
# 「day end」の前の確認
taken-day = 終わっていない受付が { $open } 件あります（順番待ち { $waiting }、呼び出し中 { $called }、リーダーで確認中 { $at_readers }、不在 { $missed }、保留 { $parked }）。すべて終了にします。確認中の方はそのまま続き、「呼び出し外の確認」として数えます。次の日の受付を呼び出すまでは「madoguchi day undo」で元に戻せます。

### 本日の集計

cli-day-tickets = 本日の受付: 追加 { $added } 件、受付中 { $open } 件、終了 { $closed } 件
cli-day-count = { $what }: { $count } 件
cli-day-cancelled = 取り消し: { $count } 件
cli-day-ended = 一日の終了で終わったもの: { $count } 件
cli-day-walk-ups = 番号のない呼び出し外の確認: { $count } 件
cli-day-waits = 確認が済んだ { $count } 人の待ち時間: 平均 { $mean }、95％の方が { $p95 } 以内、最長 { $longest }

### リーダーの一覧の「判定」

cli-verdict-included = 基本の枠
cli-verdict-additional = 追加の枠（{ $license }）
cli-verdict-bundled = 同梱の枠（{ $license }）
cli-verdict-not-paired = 未登録
cli-verdict-key-superseded = 古い登録情報
cli-verdict-other-certificate = 別の登録情報
cli-verdict-retired = 取り外し済み
cli-verdict-replaced = 交換済み
cli-verdict-identity-mismatch = 製造番号の相違
cli-verdict-serial-twice = 製造番号の重複
cli-verdict-port-in-use = ポートの重複
cli-verdict-link-unknown = つなぎ方が不明
cli-verdict-not-usb = USB以外
cli-verdict-behind-hub = ハブ経由
cli-verdict-fleet-full = 4台を超過
cli-verdict-factory-key-not-proven = 工場の鍵を証明せず
cli-verdict-no-seat = 枠なし

### 「serve」「identity new」「license return」を始められないとき

start-listen = { $address } で待ち受けられません（{ $detail }）。ほかのmadoguchiや別のプログラムが使っていないか確かめるか、設定の { $field } を別の値にしてください。
start-other-environment = データフォルダー { $folder } は、別の用途（試験用か診療用か）で使われていたため、使えません。--data-dir で別のフォルダーを指定してください。
start-in-use = フォルダー { $folder } は、動いているほかのmadoguchiが使っています。そちらを止めるか、別のデータフォルダーを指定してください。
start-unwritable = データフォルダーの { $path } を読み書きできません（{ $detail }）。ディスクの空きと故障の有無、書き込み禁止になっていないか、実行した利用者に読み書きの権限があるかを確かめて、もう一度実行してください。
start-newer = フォルダー { $folder } のデータは、新しい版のmadoguchiのものです（形式 { $found }、この版は { $known } まで）。何も変えていません。その版をもう一度入れるか、更新前のバックアップを別の空のフォルダーに復元して（「madoguchi restore ファイル --data-dir フォルダー」）、そのフォルダーで起動してください。
start-damaged = { $file } が壊れています（サポート用の記録: { $what }）。madoguchiは起動していません。止めたままフォルダー { $folder } 全体を安全な場所に写し、いちばん新しいバックアップを別の空のフォルダーに復元して（「madoguchi restore ファイル --data-dir フォルダー」）、そのフォルダーで起動してください。バックアップがないときは、写しをサポートに送ってください。
start-journal-short = フォルダー { $journal } の、名前が「segment-」で始まるファイルのうち、いちばん新しいものがありません（サポート用の記録: { $what }）。移動や削除をされたか、古いものに置き換えられたか、ディスクが失いました。そのまま始めると新しい記録が失われるため、madoguchiは起動していません。止めたままにしてください。ごみ箱、ウイルス対策ソフトの隔離先、写しなどにファイルが残っていれば、元の場所に戻して起動してください。残っていないときは、フォルダー { $folder } 全体を安全な場所に写し、いちばん新しいバックアップを別の空のフォルダーに復元して（「madoguchi restore ファイル --data-dir フォルダー」）、そのフォルダーで起動してください。写しには新しい記録が残っていることがあるので、サポートに送ってください。
start-other-form = { $file } によると、同じフォルダーのデータは、この版では読めない形式で別の版のmadoguchiが書いたものです。何も変えていません。その版をもう一度入れてください。それでも起動しないときは、サポートに連絡してください。
start-no-room = { $path } のあるディスクに空きがないため、続けられません。空きを作って（64 MiB以上）、もう一度実行してください。
start-identity-damaged = ファイル { $path } が壊れています。作り直すと、ライセンスやリーダーが使えなくなります。ファイルの内容は変えていません。今日の受付のデータは別のファイルにあるので、上から復元しないでください。madoguchiを止めたまま、いちばん新しいバックアップを別の空のフォルダーに復元し（「madoguchi restore ファイル --data-dir フォルダー」）、その中の identity フォルダーから同じ名前のファイルをここに写してください。バックアップがないときは、「madoguchi identity new」で新しい鍵を作れます（何がやり直しになるかを、先に表示します）。
start-environment-unknown = ファイル { $path } に、production も test も書かれていないか、ファイルがありません。このデータフォルダーの用途を1語で書くファイルで、試験のデータが診療に使われないようにしています。何も変えていません。メモ帳などで、診療用なら production、試験用なら test と、正しい方の1語だけを書き（文字コードはUTF-8）、madoguchiをもう一度起動してください。
# 「ticket add」でいくつかの番号を追加できなかったとき
some-not-added = { $of } 件のうち { $count } 件で、上の理由により追加に失敗しました。
start-config-empty = 設定ファイル { $path } は空です。標準の値では別の空のデータフォルダーを使うことになるため、何もしませんでした。正しいファイルを置くか、標準の値でよければ --config を付けずに実行してください。
start-identity-incomplete = フォルダー { $folder } に { $missing } がありません。作り直すと、すべてのリーダーとライセンスが使えなくなります。ファイルの内容は変えていません。今日の受付のデータは別のファイルにあるので、上から復元しないでください。madoguchiを止めたまま、いちばん新しいバックアップを別の空のフォルダーに復元し（「madoguchi restore ファイル --data-dir フォルダー」）、その中の identity フォルダーから、ないファイルをここに写してください。バックアップがないときは、「madoguchi identity new」で新しい鍵を作れます（何がやり直しになるかを、先に表示します）。
start-test-root = 試験用の鍵 { $path } を使えません（{ $detail }）。設定の licensing.test_root を確かめてください。
start-config-unreadable = 設定ファイル { $path } を読めません（{ $detail }）。場所と名前、読み取りの権限を確かめてください。
# 設定に誤りがあるとき（下に1行ずつ）
start-config-mistakes = 設定ファイル { $path } に誤りがあるため、何もしませんでした。
# 試験用の鍵を使えない理由（括弧の中）
start-root-empty = ファイルに何も書かれていません
start-root-other-file = { $what } で、文字のファイルではありません
start-root-mail-source = メールの中身を変換した文字（{ $what }）で、記号が元のままではありません
start-root-count = ルートの公開鍵が { $found } 個あります。必要なのは1個だけです
start-root-private-key = 秘密鍵が入っています。ここに必要なのは .pub の公開鍵で、秘密鍵はこのPCに置けません
start-root-production = 本番用のルートです。本番用のルートはファイルからは使えません
start-root-unfit = ルートの公開鍵として読めません。途中で切れていないか確かめてください

### 設定の誤り（1行に1つ）

config-text = { $field }: { $value } は文字ではありません。引用符で囲んで書いてください。
config-address = { $field }: { $value } はアドレスではありません。IPアドレスとポートを書いてください。例: "127.0.0.1:7443"
config-choice = { $field }: { $value } は使えません。{ $choices } のどれかを書いてください。
config-range = { $field }: { $value } は範囲の外です。{ $least } から { $most } までの整数を書いてください。
config-number = { $field }: { $value } は整数ではありません。{ $least } から { $most } までの整数を書いてください。
config-quoted-number = { $field }: 数は引用符で囲みません。引用符を消して { $value } と書いてください。
config-time-of-day = { $field }: { $value } は時刻ではありません。24時間の「時:分」を2桁ずつ、引用符で囲んで書いてください。例: "19:30"。自動で終えないときは "never" です。
config-unknown = { $field }: このような項目はありません。使える項目: { $known }
config-near = { $field }: このような項目はありません。もしかして「{ $name }」ではありませんか。そう書き直すか、この項目を消してください。
# 知らない項目が、ほかの場所に書く項目に似ているとき
config-near-above = { $field }: この区分に、このような項目はありません。「{ $name }」のことなら、最初の「[…]」の行よりも上に書いてください。
config-near-below = { $field }: ここに、このような項目はありません。「{ $name }」のことなら、[{ $section }] の行の下に書いてください。
config-section = { $field }: 値ではなく区分です。[{ $field }] を1行に書き、その下に { $name } = … と書いてください。
config-desk-open = { $field }: ほかのPCから受付口につながってしまいます。このPCだけのアドレスを書いてください。例: "127.0.0.1:7445"
config-test-root-in-use = { $field }: 診療に使う環境では、試験用のライセンスは使えません。この項目を消すか、policy = "loopback" にしてください。

### 「serve」「identity new」「license return」を始められないとき

start-identity-lost = フォルダー { $folder } には受付やリーダーのデータがありますが、このPCの鍵（identity フォルダー）がありません。鍵を作り直すと、登録したリーダーとライセンスが使えなくなるため、起動しませんでした。何も変えていません。バックアップがあるときは、別の空のフォルダーに復元し（「madoguchi restore ファイル --data-dir フォルダー」）、その中の identity フォルダーをここに写してから起動してください。バックアップがないときは、「madoguchi identity new」で新しい鍵を作れます（何がやり直しになるかを、先に表示します）。
start-records-lost = フォルダー { $folder } にはこのPCの鍵（identity フォルダー）がありますが、受付、リーダー、ライセンスのデータ（journal フォルダーと store フォルダー）がなくなっています。このままでは何もない状態から始まってしまうため、起動しませんでした。何も変えていません。それらのフォルダーを移した、または消した覚えがあれば、元に戻してください。バックアップがあるときは、別の空のフォルダーに復元し（「madoguchi restore ファイル --data-dir フォルダー」）、そのフォルダーで起動してください。バックアップがないときは、新しい空のデータフォルダーで起動すると、初めから始められます（リーダーの登録とライセンスの発行は、やり直しになります）。

### 「identity new」で新しい鍵を作るとき

identity-cost = 新しい鍵を作ると、登録し直すリーダー: { $readers } 台、購入元に発行し直してもらうライセンス: { $licenses } 件。受付のデータは、そのまま残ります。バックアップに identity フォルダーがあるときは、それを戻せば、やり直しはありません。
# 「identity new」で、いまの鍵が壊れていないとき
identity-cost-sound = いまの鍵はそろっていて、壊れていません。作り直すと、登録し直すリーダー: { $readers } 台、購入元に発行し直してもらうライセンス: { $licenses } 件。受付のデータは、そのまま残ります。
identity-not-used = フォルダー { $folder } には、まだデータがありません。鍵は「madoguchi serve」の最初の起動で作られます。フォルダーが違うときは、--data-dir か --config で指定してください。
identity-made = 新しい鍵を作りました。次に: 1. 「madoguchi serve」で起動します。2. リーダー { $readers } 台を登録し直します（「madoguchi unit pair」）。3. ライセンス { $licenses } 件は、次の番号を購入元に伝えて、発行し直してもらいます。
identity-old = 前の鍵の残りは { $folder } に移しました。

### 画面のアドレス

cli-console-counter = 窓口の画面: { $address }
cli-console-board = 待合の画面: { $address }

### 「console」で画面のアドレスを示せないとき

cli-console-off = このmadoguchiには画面がありません。設定に console.listen = "off" とあれば、その行を消してください。そのあとmadoguchiを起動し直してください。
