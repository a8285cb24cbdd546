# コンソールの文: 利用者自身の画面。

### 自分のログインの画面

page-account-who = ログインしている人
page-account-is = { $name }（{ $role }）
page-account-password = パスワード
page-account-password-about = 変えると、ほかの画面はログアウトされ、この画面はそのまま使えます。二段階確認は変わりません。
page-account-current = いまのパスワード
page-account-code = いまの認証アプリのコードか回復コード
page-account-password-change = パスワードを変える
# 変えたあと
page-account-password-changed = パスワードを変えました。ほかの画面はログアウトされました。
page-account-second = 二段階確認
page-account-second-on = 二段階確認を使っています。回復コードは残り { $codes } 個です。
page-account-second-off = 二段階確認を使っていません。使うと、パスワードを知られても、ほかの人はログインできません。
page-account-second-begin = 二段階確認を始める
page-account-second-renew = 取り替える（別のスマートフォン）
page-account-codes-new = 回復コードを作り直す
page-account-second-end = 二段階確認をやめる
page-account-second-confirm = この二段階確認を使う
# 始めた、または取り替えたあと
page-account-second-begun = 二段階確認を設定しました。次のログインから、認証アプリに次に出るコードを入力してください。ほかの画面はログアウトされました。
page-account-second-end-about = やめると、パスワードだけでログインできるようになります。パスワードがそれに足りる長さでないときは、やめられません。
# やめたあと
page-account-second-ended = 二段階確認をやめました。ほかの画面はログアウトされました。
page-account-codes-about = 確定すると、これまでの回復コードは使えなくなります。いま印刷するか書き写して、このPCとは別の場所に保管してください。
page-account-codes-confirm = この回復コードを使う
# 作り直したあと
page-account-codes-changed = 回復コードを作り直しました。これまでの回復コードは使えません。ほかの画面はログアウトされました。
page-account-sessions = ログインしている画面
page-account-end-others = ほかの画面をすべてログアウトさせる
# ログアウトさせたあと
page-account-others-ended = ほかの { $count } つの画面をログアウトさせました。

### ログインした画面がロックされたとき、ログインが終わったとき

page-lock-locked = ロックされています
page-lock-locked-why = しばらく操作がなかったため、画面を隠しています。パスワードを入力すると、そのまま続けられます。入力中の内容も残っています。
page-lock-over = ログインが終わりました
page-lock-over-why = ほかの画面で終わらせたか、パスワードが変わったか、madoguchiが起動し直されました。パスワードを入力すると、そのまま続けられます。入力中の内容も残っています。
page-lock-somebody-else = 別の人としてログインする
