# コマンドの使い方と、使い方の誤り。en.ftl と同じキーを持つ。すべてのプログラムが使う。

### コマンドの使い方が違うとき: 何が違うか

usage-unknown-argument = 「{ $arg }」という指定は、ここにはありません。
usage-unknown-command = 「{ $command }」というコマンドはありません。
usage-missing-argument = 指定が足りません: { $missing }
usage-missing-command = 「{ $command }」のあとに、コマンドを1つ続けてください: { $known }
usage-missing-value = { $arg } に値がありません。
usage-missing-value-known = { $arg } に値がありません。使えるのは次のどれかです: { $known }
usage-bad-value = { $arg } に「{ $value }」は使えません。
usage-bad-value-known = { $arg } に「{ $value }」は使えません。使えるのは次のどれかです: { $known }
usage-bad-value-why = { $arg } に「{ $value }」は使えません。{ $why }
usage-out-of-range = { $arg } に「{ $value }」は使えません。{ $least } から { $most } までの整数を指定してください。
usage-too-small = { $arg } に「{ $value }」は使えません。{ $least } 以上の整数を指定してください。
usage-number-too-large = { $arg } に「{ $value }」は使えません。数が大きすぎます。もっと小さい整数を指定してください。
usage-not-a-number = { $arg } に「{ $value }」は使えません。整数を指定してください。
usage-not-an-address = { $arg } に「{ $value }」は使えません。「192.168.10.1」のようなアドレスを指定してください。
usage-conflict = { $arg } は、{ $others } といっしょには使えません。
usage-twice = { $arg } は、1回だけ指定できます。
usage-values = { $arg } の値の数が違います。
usage-equals = { $arg } の値は「=」に続けて書いてください。
usage-not-text = 文字として読めない指定があります（文字コードの違い）。入力し直してください。
usage-no-dash = ここでは「-」は使えません。ファイルかフォルダーの名前を書いてください。
usage-stdin-twice = 「-」は標準入力のことで、読めるのは1回だけです。{ $arg } と { $other } の両方には使えません。どちらかにはファイルの名前か、値そのものを書いてください。
usage-failed = コマンドを読み取れません（{ $detail }）。

### コマンドの使い方が違うとき: その案内

usage-known-commands = ここで使えるコマンド: { $known }
usage-known-options = ここで使える指定: { $known }
# 同じ仲間の別のコマンドの名前を、コマンドの後ろに書いたとき
usage-another-command = 「{ $arg }」は別のコマンドです: { $command }
usage-did-you-mean = もしかして: { $known }
usage-as-value = 「{ $arg }」を値として渡すには、前に「--」を書いてください: { $form }
usage-remove-dashes = 「{ $command }」をコマンドとして使うには、前の「--」を消してください。
usage-line = 使い方: { $usage }
usage-see-help = くわしい説明は「--help」で表示します。
# 一覧の語と語の間
usage-list = 、

### 何かを失う操作の前の質問

ask = 実行しますか？ [y/N]
needs-yes = { $taken } ここでは確認できないため、何も変えていません。実行するときは「--はい」（または「--yes」）を付けてください。
not-agreed = 実行しませんでした。何も変えていません。
cli-no-reply = 返事を読み取れませんでした（{ $detail }）。何も変えていません。確認せずに実行するときは「--はい」（または「--yes」）を付けてください。

### 結果を書き出せないとき

cli-output-failed = 結果を書き出せませんでした（{ $detail }）。変更の操作のときは、変わっていることがあります。確かめてから、もう一度実行してください。

### ほかの文の中: ファイルの代わりに「-」を指定して、読んだもの

standard-input = 標準入力

### ほかの文の中: OSが断った理由

system-not-found = ありません
system-denied = 権限がありません
system-refused = 接続を拒まれました
system-timed-out = 時間内に応答がありませんでした
system-reader-gone = 受け取る側のプログラムが先に終わりました
system-address-in-use = そのアドレスは使われています
system-no-such-address = このPCにそのアドレスはありません
system-unreachable = そこへの経路がありません
system-network-down = ネットワークが止まっています
system-full = ディスクに空きがありません
system-read-only = ディスクが書き込み禁止です
system-folder = フォルダーです
system-not-text = 文字コードがUTF-8ではありません
system-too-large = 大きすぎます
system-other = システムのエラー { $code }

### 「--help」を付けたとき

help-commands = コマンド:
help-arguments = 引数:
help-options = オプション:
help-placeholder-options = オプション
help-placeholder-command = コマンド
help-command-help = このページか、コマンドごとの説明を表示
help-argument-help = 説明を表示
help-argument-version = 版を表示
help-default = （指定しないと { $value }）
help-known = （{ $known }）
help-known-value = { $value }: { $help }
help-environment = （環境変数 { $name } でも指定できます）

### 説明と使い方の中: 値の名前

value-address = アドレス
value-class = 区分
value-code = コード
value-code-file = コードかファイル
value-clinic = 医療機関名
value-count = 個数
value-customer = 購入者名
value-date = 日付
value-days = 日数
value-dir = フォルダー
value-edition = 種類
value-environment = 環境
value-file = ファイル
value-head = 末尾の記録
value-hex = 16進数
value-how = 方法
value-id = 番号
value-id-file = 番号かファイル
value-key = キー
value-keyid = 鍵の番号
value-kind = 種類
value-kinds = 種類
value-lang = 言語
value-licenses = 件数
value-limit = 回数
value-n = 数
value-name = 名前
value-net = ネットワーク
value-new = 新しい製造番号
value-note = メモ
value-month = 月
value-number = 受付番号
value-old = 元の製造番号
value-request = 申請のファイル
value-reply = 答え
value-role = 役割
value-s = 種
value-seats = 枠の数
value-serial = 製造番号
value-unit = 窓口名または製造番号
value-t = タグ
value-text = 文字
value-time = 日時
value-w = 条件
