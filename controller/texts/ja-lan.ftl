# ほかのPCのブラウザーから開く画面。

### ほかのPCから開く画面の設定の誤り（1行に1つ）

config-console-open = { $field }: 暗号化もログインもないまま、ほかのPCから画面を開けてしまいます。console.listen には、このPCだけのアドレスを書いてください（例: "127.0.0.1:7480"）。画面を使わないときは "off" と書いてください。ほかのPCからも開くときは、別に console.lan を書いてください（例: "0.0.0.0:7481"）。
config-lan-off = { $field }: console.listen が "off" なので、ほかのPCから開ける画面がありません。どちらか一方を消してください。
config-without-lan = { $field }: ほかのPCから画面を開くときだけの項目ですが、その設定がありません。console.lan を書くか（例: "0.0.0.0:7481"）、この項目を消してください。
config-pem-alone = { $field }: { $other } と組で使います。両方書くか、両方消してください。両方ないときは、madoguchiが証明書を作ります。
config-host-name = { $field }: { $value } は、PCの名前でもアドレスでもありません。「https://」とポートの間に入れるとおりに書いてください（例: "madoguchi.clinic.example"、"192.0.2.10"）。

### ほかのPC用の証明書のために起動できないとき

start-lan-certificate = ほかのPCのブラウザー用の証明書が使えないため、起動できません（{ $detail }）。設定の console.certificate と console.key を確かめてください。両方の行を消すと、madoguchiが証明書を作ります。

### ほかのPC用の証明書が使えない理由

start-pem-unread = { $path } を読めません: { $detail }
start-pem-other = { $path } は{ $what }で、PEMファイルではありません
start-pem-no-certificate = { $path } にPEM形式の証明書（「-----BEGIN CERTIFICATE-----」で始まる部分）がありません
start-pem-no-key = { $path } にPEM形式の秘密鍵（「-----BEGIN PRIVATE KEY-----」で始まる部分）がありません
start-pem-encrypted = { $path } の秘密鍵にはパスフレーズがかかっていて、起動のときに入れる人がいません。パスフレーズなしで保存し、madoguchiを起動する利用者だけが読めるようにしてください
start-pem-several-keys = { $path } に秘密鍵が { $count } 個あります。1個だけにしてください
start-pem-other-key = { $key } の鍵は、{ $certificate } の最初の証明書のものではありません
start-pem-unfit = { $path } の秘密鍵が壊れているか、ブラウザーで使えない種類です（ECDSA、Ed25519、2048ビット以上のRSAを使えます）

### 画面がほかのPCからの要求を断るとき

# このPCのものでない名前で開かれた。
console-wrong-name = この名前では画面を開けません。{ $address } を開いてください。madoguchiのPCの名前であれば、設定の console.names に加えて、madoguchiを起動し直してください。
# だれもログインしていない。
console-login-first = ログインが必要です。ブラウザーで { $address } を開いて、ログインしてください。
# プログラムが受付口のトークン（またはその代わりのもの）を示した。
console-token-on-lan = 受付口のトークンは、madoguchiのPCの中だけで使えます。ネットワーク越しには受け付けません。ほかのPCのプログラムは、登録された人の名前とパスワードで /login からログインし、そのクッキーと、開いたアドレス（origin）を送ってください。
# ほかのPCの監視プログラムが、計測値のトークンなしで来た。
console-metrics-token = ほかのPCから計測値（/metrics）を読むには、計測値のトークンが要ります。madoguchiのデータフォルダーにある metrics.token の中身を、監視プログラムに Bearer として設定してください。
# まだだれもログインできない。
console-set-up-at-pc = まだ、だれもログインできません。最初の管理者は、madoguchiのPCで登録します。そのPCで「madoguchi user setup」を実行してください。
# ほかのPC用のポートに、暗号化しないHTTPで接続された。
console-https = ここは https で開きます。{ $address } を開いてください。

### ほかのPCから開くアドレス

cli-console-lan = ほかのPCから（ログインが必要）: { $address }
cli-console-lan-board = ほかのPCから開く待合の画面: { $address }
# madoguchiが自分で作った証明書のとき
cli-console-lan-fingerprint = ほかのPCのブラウザーは、初めて開くときに、知らない証明書だと警告します。madoguchiが自分で作った証明書だからです。そのPCで「保護されていない通信」（Firefoxでは「詳細」）から証明書を開き、SHA-256のフィンガープリント（拇印）を次のものと比べてください（大文字と小文字は同じとみなします）。すべて同じときだけ、先へ進んでください。
# そのアドレスで待ち受けられない間
cli-console-lan-closed = いまは、ほかのPCから画面を開けません。console.lan のアドレスがこのPCにないか、ほかのプログラムがそのポートを使っています。5秒ごとに試し直します。
# ほかで署名された証明書が、有効期間の外にあるとき
cli-console-lan-ended = console.certificate の証明書は、いま有効期間の外にあります。ほかのPCのブラウザーは警告します。有効な証明書に置き換えてください。1分以内に読み直します（再起動は要りません）。
