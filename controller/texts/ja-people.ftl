# ログインする人（日本語）。

### 新しいパスワードが使えないとき

password-short = パスワードが短すぎます。{ $least } 文字以上にしてください。
password-long = パスワードが長すぎます。{ $most } 文字以内にしてください。
# 本人の名前と、よく使われる言葉を除くと、違う文字が4つも残らないとき
password-easy = このパスワードは推測されやすいため、使えません。本人の名前と、よく使われる言葉（password、12345678 など）を除くと、ほとんど残りません。別のものにしてください。

### コマンドがパスワードを尋ねるとき、受け取れないとき

password-ask-new = 新しいパスワード（{ $least } 文字以上）:
password-ask-again = 確認のため、もう一度:
password-differs = 2回のパスワードが違います。何もしませんでした。もう一度実行してください。
password-unreadable = パスワードを読み取れません（{ $detail }）。何もしませんでした。画面で入力できないときは、--password-fd で渡してください。

### コマンドで利用者を変えたとき

cli-done-user-added = { $name } さん（{ $role }）がログインできるようになりました。
cli-done-user-reset = { $name } さんのパスワードを新しくしました。この名前でログインしていた画面は、ログアウトされました。
cli-done-user-removed = { $name } さんはログインできなくなりました。この名前でログインしていた画面は、ログアウトされました。
# 新しい二段階確認の、QRコードと文字の前
cli-user-otpauth = 二段階確認: 次のコードを認証アプリで読み取るか、アプリに秘密の文字を入力してください。もう一度表示することはできません。
# 新しい二段階確認の、10個の回復コードの前
cli-user-recovery = 回復コード: 認証アプリのコードの代わりに、1つにつき1回使えます。印刷して、このPCとは別の場所に保管してください。もう一度表示することはできません。
# 「user reset」の前
taken-user-reset = { $name } さんのパスワードを新しくします。これまでのパスワード、二段階確認、回復コードは使えなくなり、この名前でログインしている画面はログアウトされます。
# 「user remove」の前
taken-user-remove = { $name } さんを削除します。ログインできなくなり、この名前でログインしている画面はログアウトされます。

### 利用者の一覧

cli-no-users = ログインできる人は、まだ登録されていません。「madoguchi user add」で追加してください。
cli-col-name = 名前
cli-col-role = 役割
cli-col-since = 登録日
cli-col-second-factor = 二段階確認
cli-col-recovery = 残りの回復コード
cli-role-reception = 受付
cli-role-vendor = 販売担当
cli-role-support = サポート
cli-role-administrator = 管理者

### 受付の経過で、PCの利用者名による操作者

cli-actor-staff-named = 受付、{ $name }

### ログインの失敗が続き、しばらく待つ必要があるとき

login-wait = この名前でのログインに何度か失敗しています。{ $seconds } 秒後に、もう一度入力してください。

### ログインの画面

page-login-title = ログイン
page-login-name = 名前
page-login-password = パスワード
page-login-code = 認証アプリのコードか回復コード（二段階確認を使う方だけ）
page-login-submit = ログイン
page-log-out = ログアウト

### 最初の管理者（画面での登録）

setup-not-first = ログインできる人がすでに登録されているため、最初の管理者は登録していません。「madoguchi user add」で追加してください。
# 画面で。古いコード、期限の切れたコード、打ち間違い
setup-wrong-code = このコードは正しくないか、もう使えません。このPCで「madoguchi user setup」を実行すると、新しいコードが表示されます。
cli-user-setup = コード: { $code }（{ $minutes } 分間、1回だけ使えます）。このPCのブラウザーで画面（アドレスは「madoguchi console」で表示）の /login を開き、コードを入力して最初の管理者を登録してください。
page-setup-title = 最初の管理者の登録
page-setup-about = ログインできる人がまだいません。このPCで「madoguchi user setup」を実行するとコードが表示され、ここで最初の管理者を登録できます。
page-setup-code = コード
page-setup-again = 確認のため、パスワードをもう一度
page-setup-submit = 登録
