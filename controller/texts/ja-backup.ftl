# バックアップと復元（日本語）。

### 「backup」「audit verify」「audit export」を実行できないとき

backup-runs = バックアップか操作の記録のために、記録を読み出しているところです。終わってから、もう一度実行してください。
backup-nothing-kept = このmadoguchiは記録をディスクに残さないため、バックアップも照合もできません。
backup-unreadable-records = 記録を読めないため、何もしませんでした（{ $detail }）。madoguchiを起動し直してください。くり返すときは、PCのディスクの点検を依頼してください。
backup-exists = ファイル { $path } はすでにあります。上書きを防ぐため、何もしませんでした。別の名前にするか、上書きしてよければ --force をつけてください。
backup-unwritable = バックアップ { $path } を書き込めません（{ $detail }）。空き容量と書き込みの権限を確かめるか、別の場所を指定してください。
backup-seal-failed = バックアップを暗号化できないため、作っていません（{ $detail }）。PCのメモリーに256 MB以上の空きがあるかを確かめて、もう一度実行してください。
backup-read-back = バックアップ { $path } を書いたあとで読み直したところ、書いたとおりではありませんでした（{ $detail }）。そのファイルは消しました。別のディスクかUSBメモリーに作ってください。
backup-other-identity = データフォルダー { $dir } の鍵は、動いているmadoguchiのものではありません。バックアップは作りませんでした。madoguchiを起動し直してください。

### バックアップを作ったあと

backup-done = バックアップを { $path } に作りました（{ $time } 時点、{ $size } KB）。
backup-contents = 中身: 受付 { $tickets } 件、リーダー { $units } 台、ライセンス { $licenses } 件、呼び出し外の確認 { $walk_ups } 件、ログインする人 { $people } 人、操作の記録 { $audit } 件、このPCの鍵
backup-not-in = 入っていないもの: 設定ファイル（controller.toml）。一緒に写して、保管してください。
backup-where = 鍵が入っているため、このPCの外（USBメモリーなど）の、限られた人だけが使える場所に保管してください。合言葉は別の場所に控えてください。合言葉がないと、だれにも開けません。
newest-backup-not-noted = バックアップはできています。ただし、作ったことをmadoguchiに記録できなかったため、画面には前のバックアップのことが出ます: { $detail }

### 最新のバックアップの古さ

newest-backup = 最新のバックアップは { $at }（{ $age }前）に作りました。
newest-backup-old = 最新のバックアップが古くなっています（{ $at }、{ $age }前）。このPCで「madoguchi backup ファイル」を実行して新しく作り、ファイルはこのPCの外に保管してください。
newest-backup-none = バックアップの記録がありません。このPCで「madoguchi backup ファイル」を実行して作り、ファイルはこのPCの外に保管してください。

### バックアップの合言葉

passphrase-ask-new = 新しい合言葉（パスフレーズ、{ $least } 文字以上）:
passphrase-ask-again = 確認のため、もう一度:
passphrase-ask = バックアップの合言葉（パスフレーズ）:
passphrase-short = 合言葉が短すぎます。{ $least } 文字以上にしてください。バックアップには鍵が入っているため、短い合言葉では守れません。
passphrase-long = 合言葉が長すぎます（上限 { $most } バイト）。
passphrase-empty = 合言葉が入力されていません。何もしませんでした。もう一度実行してください。
passphrase-differs = 2回の合言葉が違います。何もしませんでした。もう一度実行してください。
passphrase-unreadable = 合言葉を読み取れません（{ $detail }）。画面で入力できないときは、--passphrase-fd か環境変数 MADOGUCHI_PASSPHRASE で渡してください。

### 「restore」で戻せないとき

restore-in-use = データフォルダー { $dir } では、madoguchiが動いています。何も戻していません。入れたばかりのPCなら、madoguchiを止めて（Windowsは「madoguchi service stop」、Linuxは「systemctl stop madoguchi」）、もう一度実行してください。使っているPCなら、別のPCで実行するか、--data-dir で空のフォルダーを指定してください。
restore-not-empty = データフォルダー { $dir } は空ではありません（使われた記録か、ほかのファイルがあります）。それを守るため、何もしませんでした。別のPCで実行するか、空のフォルダーか、まだないフォルダーを --data-dir で指定してください。
restore-unreadable = バックアップ { $path } を読めません（{ $detail }）。何も戻していません。場所と名前、読み取りの権限を確かめてください。
restore-not-a-backup = { $path } はmadoguchiのバックアップではありません。「madoguchi backup」で作ったファイルを指定してください。
restore-wrong-passphrase = 合言葉がこのバックアップのものと違います。何も戻していません。もう一度、確かめて入力してください。
restore-damaged = バックアップ { $path } は途中で切れているか、書き換わっています。何も戻していません。もう一度写し取るか、別のバックアップを使ってください。
restore-content = バックアップ { $path } の中身が正しくありません（{ $what }）。何も戻していません。別のバックアップを使ってください。ないときはサポートに連絡してください。
restore-newer = バックアップ { $path } は、新しい版のmadoguchi（{ $software }）のものです。何も戻していません。このPCのmadoguchiを、その版以降に更新してください。
restore-key-failed = バックアップを開けません（{ $detail }）。何も戻していません。PCのメモリーに256 MB以上の空きがあるかを確かめて、もう一度実行してください。
restore-unwritable = { $path } に書き込めません（{ $detail }）。何も戻していません。空き容量と書き込みの権限を確かめてください。

### バックアップから戻したあと

restore-done = バックアップ（{ $time } 時点、madoguchi { $software }）を { $dir } に戻しました。
restore-contents = 戻したもの: 終わっていない受付 { $open } 件、終わった受付 { $closed } 件、リーダー { $units } 台、ライセンス { $licenses } 件、呼び出し外の確認 { $walk_ups } 件、ログインする人 { $people } 人、操作の記録 { $audit } 件
restore-next = 設定ファイルを用意して起動してください（Windowsのサービスは「madoguchi service start」、Linuxのサービスは「systemctl start madoguchi」、手で動かすときは「madoguchi serve」）。登録済みのリーダーとライセンスは、そのまま使えます。
restore-old = 元のPCのmadoguchiは、もう起動しないでください。同じ番号のmadoguchiが2つ動くと、受付とライセンスの記録が食い違います。
