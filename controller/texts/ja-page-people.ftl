# コンソールの文: 利用者と記録の画面。

### 利用者と記録の画面、自分のログインの画面の両方

page-role-reception = 受付
page-role-vendor = 販売担当
page-role-support = サポート
page-role-administrator = 管理者
page-session-this = この画面
page-session-locked = ロック中
page-session-since = ログイン { $at }
page-session-used = 最後の操作 { $at }
# 新しいパスワードの上
page-password-rule = { $least } 文字以上、{ $most } 文字以内。本人の名前や、よく使われる言葉（password など）だけでは使えません。関係のない言葉をいくつか並べると、覚えやすく安全です。
page-password-new = 新しいパスワード
page-password-again = 確認のため、もう一度
page-password-make = 自動で作る
# 送る前に
page-password-differ = 2つのパスワードが違います。両方を入力し直してください。
page-second-scan = 1. 認証アプリで読み取る
page-second-scan-how = スマートフォンの認証アプリ（Google Authenticator、Microsoft Authenticator など）で「追加」を選び、このコードを読み取ってください。
# 読み上げソフトに伝える QR コードの名前
page-second-picture = 認証アプリ用のQRコード
page-second-secret = 読み取れないときは、アプリに次の文字を入力:
page-second-recovery = 2. 回復コードを保管する
page-second-recovery-how = スマートフォンをなくしたときに、アプリのコードの代わりに1つにつき1回使えます。いま印刷するか書き写して、このPCとは別の場所に保管してください。もう一度表示することはできません。
page-second-confirm = 3. 認証アプリに出ているコードを入力する
page-second-first-code = 認証アプリのコード（6桁）

### 利用者と記録の画面: 利用者

page-people-who = 利用者
# デモにはだれもいない
page-people-none = ログインできる人は、まだいません。
page-people-add = 利用者を追加
page-people-add-confirm = 追加する
# 追加したあと
page-people-added = { $name } さんがログインできるようになりました。
page-person-name = 名前
page-person-name-about = 32文字まで。この人の操作の記録に残ります。
page-person-role = 役割
page-role-reception-may = 受付、一日の終了。ライセンスは見るだけ
page-role-vendor-may = ライセンスを入れる、申請に署名する
page-role-support-may = リーダーの登録、変更、交換、取り外し
page-role-administrator-may = すべて（利用者と、操作の記録を含む）
page-person-with-second = 二段階確認を使う
page-person-second-about = ログインのたびに、スマートフォンに出るコードも入力します。本人のスマートフォンを用意してください。
page-person-second-on = 二段階確認あり　回復コード 残り { $codes }
page-person-second-off = 二段階確認なし
page-person-last-login = 最後のログインは { $at }。
page-person-no-login = ログインはまだありません。
page-person-sessions = ログイン中の画面は { $count } つ。
page-person-reset = パスワードを再設定
page-person-end-sessions = すべてログアウトさせる
page-person-remove = 削除
page-person-reset-head = { $name } さんのパスワードの再設定
page-person-reset-about = パスワードを忘れたとき、スマートフォンをなくしたときに使います。これまでのパスワード、二段階確認、回復コードは使えなくなり、この人がログインしている画面はすべてログアウトされます。下で選ばなければ、二段階確認はなしになります。
page-person-reset-confirm = 再設定する
# 再設定したあと
page-person-was-reset = { $name } さんのパスワードを新しくし、すべての画面をログアウトさせました。
page-person-ask-remove = { $name } さんを削除しますか
page-person-remove-about = この人はログインできなくなり、ログインしている画面はすぐにすべてログアウトされます。これまでの操作の記録は残ります。役割を変えるときは、削除してから、同じ名前で追加し直してください。
# 削除したあと
page-person-removed = { $name } さんを削除しました。

### 利用者と記録の画面: ログインしている画面

page-people-sessions = ログインしている画面
page-people-no-sessions = ログインしている画面はありません。
page-session-end = ログアウトさせる
# ログアウトさせたあと
page-sessions-ended = { $count } つの画面をログアウトさせました。

### 利用者と記録の画面: 操作の記録

page-audit-head = 操作の記録
page-audit-check = つながりを確かめる
page-audit-export = ファイルに保存
page-audit-who = 操作した人
page-audit-what = 操作の種類
page-audit-day = 日付
page-audit-find = さがす
page-audit-all = すべて
page-audit-about-ticket = 受付
page-audit-about-unit = リーダー
page-audit-about-license = ライセンス
page-audit-about-person = 利用者とログイン
page-audit-about-day = 一日の終了
page-audit-about-time = 時計
# さがしても見つからないとき
page-audit-none = あてはまる記録はありません。
page-audit-older = 前の記録を見る
# コマンドの場合（PCの持ち主と、PCの利用者名）
page-audit-of = { $kind }（{ $name }）
page-audit-from = （{ $place } から）
page-audit-number = { $number } 番
# 消えた値の代わりに
page-audit-gone = なし
