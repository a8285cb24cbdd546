# Backups that are made by themselves, and the key that opens them, one sentence a line.

### 自動バックアップの様子: 「status」、「doctor」、画面

# 新しいものがあるとき
nightly-newest = { $since } 置き場所: { $folder }
# 置き場所が、データと同じディスクにあるとき
nightly-newest-same-disk = { $since } 置き場所: { $folder }。ただし、データフォルダーと同じディスクです。そのディスクが壊れると一緒に失われるので、USBメモリーか別のディスク、共有フォルダーに変えてください。
# まだ一つもなく、これから作るとき
nightly-first = 最初の自動バックアップを、まもなく { $folder } に作ります。
# 上の文と、次の項の文の中で
nightly-since = 最後の自動バックアップは { $at }（{ $age }前）です。
nightly-never = 自動バックアップは、まだ一つもできていません。
nightly-no-keys = このPCの鍵（データフォルダーの identity）を読めません
nightly-not-sealed = 同じ名前のファイルがあるか、暗号化できません
# 「madoguchi status」の行
cli-status-backup = バックアップ: { $backup }

### 自動バックアップを作れないとき。3日できなければ警報になります

# 置き場所は設定にあるが、鍵がまだない
auto-backup-no-key = { $since } 鍵がまだないため、置き場所 { $folder } に自動バックアップを作れません。管理者として「madoguchi backup-key --config ファイル --out SHEET.html」で鍵を作り、紙を印刷して、madoguchiを起動し直してください。
# 置き場所のフォルダーがない
auto-backup-away = { $since } 置き場所 { $folder } が見つからないため、自動バックアップを作れません（{ $why }）。USBメモリーを差すか、共有フォルダーのあるPCとネットワークを確かめてください。フォルダーそのものがなければ作ってください。
# 置き場所が1分応答しない
auto-backup-silent = { $since } 置き場所 { $folder } から応答がなく、自動バックアップを作れません。USBメモリーを差し直すか、共有フォルダーのあるPCとネットワークを確かめてください。
auto-backup-full = { $since } 置き場所 { $folder } に空きがないため、自動バックアップを作れません。要らないファイルを消すか、もっと大きいものに替えてください。
# 書き込みが禁じられている
auto-backup-read-only = { $since } 置き場所 { $folder } に書き込めないため、自動バックアップを作れません（{ $why }）。USBメモリーの書き込み禁止スイッチと、madoguchiを動かす利用者がこのフォルダーに書けるかを確かめてください。
auto-backup-inside = { $since } 置き場所 { $folder } は、データフォルダーの中にあるか、それを含んでいます。これではデータと一緒に失われるため、自動バックアップは作りません。設定の backup.folder を別のディスクのフォルダーにして、起動し直してください。
# 書いたものが、読み直すと違う
auto-backup-read-back = { $since } 置き場所 { $folder } に書いたバックアップを読み直したところ、書いたとおりではありませんでした。そのファイルは消しました。USBメモリーやディスクが壊れかけています。新しいものに替えてください。
auto-backup-failed = { $since } 置き場所 { $folder } に自動バックアップを作れません（{ $why }）。15分ごとにやり直します。続くときは、置き場所を替えるかサポートに連絡してください。
# 何も妨げがないのに、3日できていない
auto-backup-late = { $since } 置き場所は { $folder } です。PCの時計と、madoguchiが動き続けているかを「madoguchi doctor」で確かめてください。

### 設定の backup に間違いがあるとき

config-backup-needs = { $field }: 自動バックアップには置き場所のフォルダーが要ります。書き足すか、この項目を消してください。
config-backup-recipient = { $field }: 受取人の鍵ではありません。「madoguchi backup-key」が示した age1 で始まる文字を、そのまま写してください。
config-backup-secret = { $field }: これはバックアップを開く秘密の鍵です。設定に書いてはいけません。すぐに消し、「madoguchi backup-key」で新しい鍵を作り、age1 で始まるほうを書いてください。

### 「backup-key」で鍵を作ったとき

backup-key-lines = 次の行を設定ファイルに書き、folder をUSBメモリーなどのフォルダーにして、madoguchiを起動し直してください。これは秘密ではありません。
# 鍵を設定ファイルに書いたとき
backup-key-configured = 受取人の鍵を設定ファイルに書きました。madoguchiを起動し直すと、自動バックアップを { $folder } に作り始めます。
backup-key-keep = バックアップを開く鍵は、紙にしかありません。いま印刷して、PCとは別の場所に保管してください。なくすと、自動バックアップはだれにも開けません。
# 紙をファイルに書いたとき
backup-key-file = 紙は { $path } に書きました。ブラウザーで開いて印刷し、すぐにこのファイルを消してください。
backup-key-failed = 鍵を作れません（{ $detail }）。もう一度実行してください。
backup-key-exists = ファイル { $path } はすでにあります。上書きを防ぐため、何も作りませんでした。別の名前にしてください。
backup-key-unwritable = { $path } に書き込めないため、鍵は作っていません（{ $detail }）。別の場所を指定してください。
backup-key-there = 設定ファイル { $path } には受取人の鍵がすでにあります。何も変えていません。鍵を替えるときは、設定の backup.recipient の行を消してから、もう一度実行してください。前の鍵の紙は、前のバックアップがある間は捨てないでください。
backup-key-no-folder = 設定ファイル { $path } に、自動バックアップの置き場所がありません。何も変えていません。「--folder フォルダー」を付けて、もう一度実行してください。
backup-key-folder-away = フォルダー { $folder } が見つかりません。何も変えていません。USBメモリーや共有フォルダーがつながっているかを確かめ、なければフォルダーを作って、もう一度実行してください。
backup-key-folder-inside = フォルダー { $folder } は、データフォルダーの中にあるか、それを含んでいます。データと一緒に失われるため、何も変えていません。別のディスクのフォルダーを指定してください。
backup-key-config-unwritable = 設定ファイル { $path } に書き込めません（{ $detail }）。鍵は作っていません。管理者として、もう一度実行してください。

### 鍵の紙

paper-key-title = 自動バックアップの鍵
paper-key-what = 窓口（madoguchi）の自動バックアップを開く、ただ一つの鍵です。この紙のほかには、どこにも残っていません。
paper-key-why = PCのディスクが壊れたとき、新しいPCでこの鍵とバックアップのファイルを使うと、受付・リーダー・ライセンスが元に戻ります。この紙をなくすと、バックアップはだれにも開けません。この紙とファイルの両方を手にした人は、PCの鍵まで読めます。
paper-key-secret = 秘密の鍵（QRコードと同じもの）
paper-key-recipient = 設定に書く受取人の鍵（秘密ではありません）
paper-key-made = 作成日時
paper-key-how = 元に戻すには
paper-key-step-1 = 新しいPCにmadoguchiを入れ、いちばん新しいバックアップのファイル（madoguchi-….age）をそのPCに写します。
paper-key-step-2 = 「madoguchi restore ファイル」を実行し、尋ねられたら上の秘密の鍵を入力します。写真を使うときは「madoguchi restore ファイル --identity 写真.jpg」です。
paper-key-step-3 = 「madoguchi serve」で起動します。元のPCのmadoguchiは、二度と起動しないでください。使い終えたら、この鍵の写真は消してください。
paper-key-keep = 保管
paper-key-keep-where = 保管場所（PCと別の、鍵のかかる所）
paper-key-keep-who = 保管する人（署名）
paper-key-keep-when = 受け取った日
paper-key-of-clinic = 医療機関名

### 「restore」で、受取人あてのバックアップを開けないとき

# 端末で尋ねる
identity-ask = 鍵の紙の秘密の鍵（AGE-SECRET-KEY-1…。空白があってもかまいません）:
restore-needs-identity = { $path } は自動バックアップで、合言葉では開けません。「--identity ファイル」で、鍵の紙の文字か写真を指定してください。何も戻していません。
restore-needs-passphrase = { $path } は合言葉で守られたバックアップで、紙の鍵では開けません。--identity を付けずに実行してください。何も戻していません。
restore-wrong-identity = この鍵では { $path } を開けません。ほかの鍵で作られたバックアップです。何も戻していません。作成日時を見て、ほかの鍵の紙を使ってください。
restore-identity-mistyped = 秘密の鍵の文字が、どこか違うか、足りないか、多すぎます。何も戻していません。紙をよく見てもう一度入力するか、QRコードの写真を「--identity 写真.jpg」で指定してください。
restore-identity-other = これは受取人の鍵（age1…）で、バックアップを開けません。何も戻していません。AGE-SECRET-KEY-1 で始まる秘密の鍵を使ってください。
restore-identity-none = 秘密の鍵が見つかりません。何も戻していません。AGE-SECRET-KEY-1 で始まる文字か、鍵の紙のQRコードの写真（PNGかJPEG）を指定してください。
