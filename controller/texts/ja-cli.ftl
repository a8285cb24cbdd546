# コマンドラインの見出しとお知らせ（日本語）。

cli-no-controller = 動いているmadoguchiが見つかりません（データフォルダー: { $dir }）。「madoguchi serve」で起動するか、--data-dir で正しいフォルダーを指定してください。動いているときは、madoguchiを起動した利用者で実行してください。
cli-connection-lost = madoguchiとの接続が切れました（{ $detail }）。動いているかどうかを確かめて、もう一度実行してください。
cli-cannot-start = madoguchiを起動できませんでした: { $detail }
cli-not-built-in = この版には「{ $what }」が入っていません。
cli-output-failed = 結果を書き出せませんでした: { $detail }
cli-file-unreadable = ファイル { $path } を読めません（{ $detail }）。場所と名前を確かめてください。
cli-file-too-large = ファイル { $path } は大きすぎます（上限 { $limit } バイト）。受け取ったライセンスのファイルを指定してください。
cli-folder-not-empty = フォルダー { $path } は空ではありません。上書きを防ぐため、何もしませんでした。新しいフォルダーを指定してください。
cli-folder-unwritable = フォルダー { $path } に書き込めません（{ $detail }）。別のフォルダーを指定してください。
cli-key-failed = 鍵を作れませんでした（{ $detail }）。もう一度実行してください。
cli-answer-incomplete = madoguchiの返事に必要な内容がありません。PCのmadoguchiとこのコマンドの版をそろえてください。

cli-test-environment = 【試験用】これは試験用の環境です。診療には使えません。
cli-status-waiting = 順番待ち: { $waiting } 件　本日終わった受付: { $closed } 件
cli-status-seats = 利用枠: { $seats }
cli-alarm = 【注意】{ $alarm }
cli-status-time = { $time } 現在
cli-no-units = 登録されたリーダーはありません。「madoguchi unit enroll」で登録してください。
cli-no-tickets = 表示する受付はありません。
cli-no-licenses = 入っているライセンスはありません。

cli-col-counter = 窓口
cli-col-serial = 製造番号
cli-col-serves = 使用
cli-col-activity = 状態
cli-col-ticket = 受付番号
cli-col-today = 本日（確認済み/全体）
cli-col-placement = 高さ
cli-col-admission = 判定
cli-col-port = USBポート
cli-col-position = 順番
cli-col-number = 受付番号
cli-col-class = 区分
cli-col-state = 状態
cli-col-why = 説明
cli-col-license = ライセンス
cli-col-kind = 種類
cli-col-seats = 枠
cli-col-bound-to = 対象
cli-col-until = 期限
cli-col-in-force = 有効

cli-yes = はい
cli-no = いいえ
cli-for-ever = なし
cli-serves = 使える
cli-serves-not = 使えない
cli-unit-mark-paused = 休止
cli-unit-mark-preferred = 優先
cli-unit-mark-retired = 取り外し済み
cli-installation = このPCの番号（installation）: { $installation }

cli-activity-unspecified = －
cli-activity-absent = 未接続
cli-activity-free = 空き
cli-activity-called = 呼び出し中
cli-activity-verifying = 確認中
cli-activity-walk-up = 呼び出していない方が使用中
cli-activity-finishing = カード取り出し待ち
cli-activity-asked = 問い合わせ中

cli-placement-unspecified = －
cli-placement-standing = 立って使う
cli-placement-seated = 座って使う

cli-kind-additional = 追加
cli-kind-bundled = 同梱

cli-ticket-line = 受付番号 { $number }: { $state }
cli-ticket-at = { $counter }（{ $unit }）
cli-story-line = { $time }  { $text }
cli-why-line = { $serial }（{ $counter }）: { $why }
cli-why-line-bare = { $serial }: { $why }

cli-done-enrolled = リーダー { $serial } を登録しました。フォルダー { $dir } の中身をリーダーに入れてください。鍵（unit.key）はほかの人に渡さないでください。
cli-done-license-installed = ライセンス { $license } を入れました。
cli-done-license-known = ライセンス { $license } は、すでに入っています。
cli-seats-before = 前の利用枠: { $seats }
cli-seats-after = 今の利用枠: { $seats }
cli-newly-seated = 使えるようになったリーダー: { $units }
cli-done-time = 時刻を確定しました: { $time }
