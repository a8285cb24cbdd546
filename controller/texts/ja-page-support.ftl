# コンソールの文: サポートの画面。

### サポートの画面

page-support-alarms-head = 対応が必要なこと
page-support-no-alarms = いま対応が必要なことはありません。
page-support-units-head = リーダーの一覧
page-support-col-reader = リーダー
page-support-col-state = 状態
page-support-col-why = 理由
page-support-col-port = ポート
page-support-col-software = ソフトウェア
page-support-events-head = 最近のできごと
page-support-no-events = 起動してから、できごとはありません。
page-support-since = madoguchiの起動（{ $at }）からの、新しいもの200件までです。一瞬で戻ったものは含みません。
page-support-bundle-head = サポート用ファイル
page-support-bundle-what = 状況・切り分け・診断・できごと・操作の記録・ログ（つながっているリーダーのものも）を、1つのファイルにまとめます。患者さんの情報と秘密は入りません。サポートと管理者が作れます。作ったことは操作の記録に残ります。
page-support-bundle-label = さかのぼる日数
page-support-bundle-days = { $days }日
page-support-bundle-make = サポート用ファイルを作る
page-support-bundle-busy = 作っています。1分ほどかかることがあります。
page-support-bundle-done = { $name } を作りました。ブラウザーのダウンロードにあります。
page-support-bundle-cut = 途中で切れました。もう一度お試しください。
page-support-pc-head = このPC
page-support-codes = エラーのコードの一覧
page-support-software = madoguchiの版
page-support-policy = 環境
page-support-test = 試験用（診療には使えません）
page-support-production = 診療用
page-support-seats = 利用枠
page-support-revision = これまでに記録した変更

### サポートの画面: サポートコード

page-support-code-head = サポートコード
page-code-login = サポートコードは、ログインすると作れます。
page-code-what = 電話のサポートに、いまの状況をまとめて伝えるコードです。ファイルを外に出せないときに使います。患者さん、受付番号、職員の名前は入りません。
page-code-make = コードを作る
page-code-made = サポートに読み上げるか、スマートフォンで読み取ってもらってください。
page-code-picture = サポートコードのQRコード { $number } / { $parts }（下の文字と同じ内容）
page-code-read-out = 読み上げるときは、1行ずつ、10文字のまとまりごとに伝えます。
page-code-no-answer = コードを作れませんでした。madoguchiから返事がありません。少し待って、もう一度押してください。
