# ペアリング（日本語）。

### 「unit pair」が終わる、または始められないとき

pairing-busy = ほかのペアリングが行われています（{ $since } から、{ $by }）。終わってから、もう一度実行してください。
pairing-not-opened = ペアリングの最初の要求がありません。madoguchiとプログラムの版が合っているか確かめてください。
pairing-no-port = ペアリングの受け口を開けません（{ $detail }）。ほかのプログラムが同じポートを使っていないか確かめてください。
pairing-timeout = 時間内にペアリングが終わりませんでした。リーダーの電源と、PCへ直接つないだUSBケーブルを確かめて、もう一度実行してください。番号が表示されたら、リーダーとPCの両方で答えてください。
pairing-too-many-failures = { $most } 回失敗したため、受け口を閉じました。同じ番号が両方に表示されないときは、間に何かがつながっているおそれがあります。ケーブルをPCへ直接つなぎ、もう一度実行してください。
pairing-too-many-knocks = 接続が多すぎるため、受け口を閉じました。ほかのリーダーの電源を切ってから、もう一度実行してください。

pairing-cancelled = ペアリングは { $by } が取りやめました。登録していません。必要なら、もう一度始めてください。
pairing-left = ペアリングを始めた画面と { $seconds } 秒のあいだ通信できなかったため、ペアリングを終えました。登録していません。必要なら、もう一度始めてください。

### 終わったペアリングや、ほかの人のペアリング、別の番号に答えたとき

pairing-over = このペアリングは行われていません（終わったか、取りやめられました）。リーダーの一覧を確かめ、登録されていなければ、もう一度始めてください。
pairing-of-another = このペアリングは { $since } に { $by } が始めました。答えられるのは、始めた人だけです。その人に答えてもらうか、取りやめてから、自分で始めてください。
pairing-other-digits = いまPCに表示している番号と違います。リーダーとPCの番号を、もう一度比べてください。登録していません。

### ペアリング中のお知らせ（PC）

pairing-failed = リーダー { $serial }（ポート { $port }）: { $why }
pairing-other-knocks = 別のリーダー { $serial }（ポート { $port }）もペアリングを待っています。終わってから、もう一度実行してください。
pairing-other-than-wanted = 指定と違うリーダー { $serial }（ポート { $port }）がペアリングを待っています。

### ペアリングの1回が失敗したとき（リーダーとPC）

pairing-reader-busy = ほかのリーダーがペアリング中です。しばらくお待ちください。
pairing-not-wanted = 受付では、ほかのリーダーを待っています。
pairing-reader-gone = 通信が切れました。リーダーの電源とケーブルを確かめてください。自動でやり直します。
pairing-late = 応答が間に合いませんでした。自動でやり直します。
pairing-commitment = 通信の内容が途中で変わりました。間に何かがつながっているおそれがあります。ケーブルをPCへ直接つないでください。
pairing-replay = 前に使われた要求がくり返されました。間に何かがつながっているおそれがあります。ケーブルをPCへ直接つないでください。
pairing-flaw = リーダーからの要求が正しくありません。リーダーのソフトウェアを更新してください。
pairing-reader-said-no = リーダーで「違う」が選ばれました。登録していません。
pairing-staff-said-no = 受付で「違う」が選ばれました。登録していません。
pairing-closed = ペアリングは終わりました。必要なら、受付でもう一度始めてください。
pairing-random = PCが乱数を作れません。PCを起動し直してください。

### 証明書を新しくできないとき（リーダー）

renewal-other-key = このリーダーの登録内容が、このPCの記録と合いません。受付でリーダーを登録し直してください（「madoguchi unit pair」）。

### 「unit pair」の画面

cli-pairing-opened = リーダーを待っています（{ $seconds } 秒間）。リーダーの電源を入れ、PCのUSBポートへ直接つないでください。やめるときは Ctrl-C を押してください。
cli-pairing-reader = リーダー { $serial }（ポート { $port }、{ $speed }）がつながりました。番号:
cli-pairing-question = リーダーに同じ番号が表示されていますか。同じなら「はい」、違うなら「いいえ」と入力してください:
cli-pairing-same = 「同じ」と答えました。リーダーでも「同じ」を選んでください。
cli-pairing-different = 「違う」と答えました。登録しません。
cli-pairing-not-expected = 表示された番号 { $digits } は、指定された番号 { $expected } と違います。登録しません。
# 「unit pair」を、答える人のいないところで実行したとき
cli-pairing-no-terminal = 番号を確かめる人が必要です。端末で実行するか、リーダーに表示された番号を標準入力で渡してください（--digits-from-stdin）。
cli-pairing-done = リーダー { $serial } を { $counter } に登録しました。
cli-pairing-unknown-speed = 速度不明
cli-pairing-again = 番号が変わりました。もう一度、比べてください。
