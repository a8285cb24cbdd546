# エージェントの文: リーダーの画面にコントローラーなしで出すものと、agent.toml の誤り。en.ftl と同じキーを持つ。

### リーダーを使えない間: 画面に出す文

# リーダーが未登録で、登録の操作もないとき
reader-not-paired = まだご利用いただけません。（受付の方へ: このリーダーは登録されていません。PCで「madoguchi unit pair」を実行してください。）
# 登録が終わらなかったとき
reader-pairing-failed = まだご利用いただけません。（受付の方へ: 登録が終わりませんでした。ケーブルがPCに直接つながっているか確かめてください。自動でやり直します。PCの「madoguchi unit pair」が終わっていたら、もう一度実行してください。）
# リーダーに結果を残す空きがないとき
reader-out-of-order = ただいま使用できません。お手数ですが受付にお申し出ください。
# 受付の操作か予定でリーダーを再起動している間
reader-restarts = ただいま再起動しています。数分でご利用いただけます。お急ぎの方は受付にお申し出ください。
# agent.toml の誤り：何が違うか、何を書くか。

### agent.toml に誤りがあるとき: 何が違うか

wrong-missing = 書かれていません
wrong-value = { $shown } は使えません
wrong-unknown = このような項目はありません
wrong-interface = インターフェースの名前ではありません
wrong-interface-unused = controller が "auto" か、インターフェースの書かれていない fe80:: のアドレスのときだけ使えます
wrong-command-and-socket = socket と両方は使えません
wrong-no-engine = command も socket も書かれていません
wrong-no-sockets = このシステムではUnixソケットは使えません

### agent.toml に誤りがあるとき: 何を書くか

write-known = { $known } のどれか
write-near = 最初の [ ] の行より上に { $name }
write-near-below = [{ $table }] の行の下に { $name }
write-table = 表 [{ $name }]
write-within = { $least } から { $most } までのミリ秒
write-address = "auto"、または "[fe80::2%usb0]:7443" や "192.168.7.1:7443" のような宛先
write-interface = PCにつながるネットワークインターフェースの名前（例: "usb0"）
write-no-interface = この項目を消すか、controller に "auto"
write-credentials = `madoguchi unit enroll` が作ったフォルダー
write-serial = 製造番号（A～Z、0～9、ハイフンで32文字まで）
write-pairing-port = 1から65535までのポート番号
write-spool = このエージェント専用のフォルダー
write-log-days = 1から90までの日数
write-log-mib = 1から64までの整数（MiB）
write-environment = "test" か "production"
write-port = バスとポート（例: "1-2" や "1-3.1"）
write-file = ファイル名
write-key-file = Ed25519の秘密鍵（PKCS #8、PEM）のファイル名
write-kind = "simulated" か "process"
write-command = プログラムと引数の配列（例: ["python3", "engine.py"]）
write-socket = Unixソケットのパス（103バイトまで）
write-one-of = command か socket のどちらか一方
write-share = 0から1までの割合
write-range = ミリ秒で [最短, 最長]（1時間まで）
write-seed = 0以上の整数
write-speed = 0.01から10000までの数
write-time = ミリ秒（1時間まで）
write-pairing = "accept"、"refuse"、"silent" のどれか
write-command-instead = socket の代わりに command

### agent.toml を使えないとき

config-unreadable = 設定ファイル { $path } を読めません（{ $detail }）。場所と名前、読み取りの権限を確かめてください。
config-empty = 設定ファイル { $path } は空です。エージェントの設定ファイルをもう一度置いてください。
# 誤りがあるとき: 1行に1つずつの誤りの見出し
config-mistakes = 設定ファイル { $path } に { $count } 件の誤りがあります。
