# コンソールの文: ライセンスの画面。

### 利用枠の図

page-seats-head = 利用枠
page-seat-included = 基本の枠
page-seat-additional = 追加ライセンスの枠
page-seat-bundled = 同梱ライセンスの枠
page-seat-free = 空き
page-seat-waits = { $serial } 用（いまは使われていません）
page-seat-beyond = PC1台で使えるのは4台までのため、使われません
page-seats-without = 枠のないリーダー

### ライセンスの一覧

page-licenses-head = 入っているライセンス
page-licenses-none = ライセンスは、まだ入っていません。1台目のリーダーは、ライセンスなしで使えます。
page-licenses-only-look = ライセンスを入れることと申請は、購入元の担当者（販売担当）か管理者がログインして行います。
page-license-kind-additional = 追加ライセンス
page-license-kind-bundled = 同梱ライセンス
page-license-seats = 枠
page-license-seats-count = { $count } 枠
page-license-for = 対象
page-license-for-pc = このPCの、どのリーダーにも
page-license-for-reader = リーダー { $serial }
page-license-from = 開始
page-license-until = 期限
page-license-for-ever = なし
page-license-day = { $year }年{ $month }月{ $day }日
page-license-issuer = 発行元
page-license-installed = 入れた日時
page-license-units = 使っているリーダー
page-license-nobody = なし

### 届いたものを入れる

page-install-head = 届いたライセンスを入れる
page-install-about = 購入元から届いたライセンス、取り消しリスト、時計の解除を入れられます。まず内容を確かめ、確認のあとに入れます。診療は止まりません。
page-install-drop = 届いたファイルかQRコードの写真を、ここにドロップしてください。
page-install-choose = ファイルを選ぶ
page-install-camera = カメラでQRコードを撮る
page-install-text = 届いた文字（貼り付け、入力、スキャナー）
page-install-text-hint = ハンドスキャナーは、この欄を押してからQRコードを1つずつ読み取ってください。順番は問いません。全部そろうまで、何も入りません。文字が化けるときは、日本語入力を切ってください。
page-install-clear = 欄を消す
page-install-too-large = { $name } は大きすぎて、購入元の書類ではありません（{ $most } KiBまで）。届いたファイルを選んでください。
page-install-unreadable = { $name } を開けません。USBメモリーが抜けていないか確かめて、もう一度選んでください。
page-install-what = 入れる前の確認
page-install-known = これは、すでに入っています。操作は必要ありません。
page-install-is-additional = 追加ライセンス { $license }（{ $seats } 枠、発行元 { $issuer }）です。
page-install-is-bundled = リーダー { $serial } の同梱ライセンス { $license }（発行元 { $issuer }）です。
page-install-is-revocation-list = 購入元の取り消しリストです。入れると、書かれているライセンスは使えなくなります。
page-install-is-time-reset = 購入元が確かめた時刻です。入れると、戻された時計のために止まっていたライセンスが、また使えます。
page-install-here = このPCでは:
page-install-died = 元のPCが故障した（一度だけ、7日間使える）
page-install-do = これを入れる
page-install-done = ライセンス { $license } を入れました。
page-install-done-other = 購入元の書類を受け取りました。
page-install-seated = 使えるようになったリーダー: { $units }

### 写真を読み取るとき

page-picture-reading = 写真を読み取っています…
page-picture-unopened = 写真として開けません。PNGかJPEGの写真を選ぶか、撮り直してください。
page-picture-unsent = 写真を送れませんでした。madoguchiが動いているか確かめて、もう一度送ってください。

### カメラ

page-camera-head = QRコードを撮る
page-camera-view = カメラの画像
page-camera-about = QRコードが画面いっぱいに入るように近づけて、撮ってください。コードがいくつもあるときは、1つずつで構いません。
page-camera-shoot = 撮る
page-camera-dark = カメラの画像がまだ来ていません。少し待って、もう一度撮ってください。
page-camera-read = { $codes } 個読み取りました。
page-camera-denied = カメラを使うことが、ブラウザーで許可されていません。アドレスの横のカメラの印から許可するか、写真のファイルを選んでください。
page-camera-none = 使えるカメラが見つかりません。ほかのソフトがカメラを使っていないか確かめるか、写真のファイルを選んでください。

### 購入元への申請

page-request-head = 購入元に申請する
page-request-about = 申請の書類を作ります。購入元に渡すと、ライセンスが届きます。インターネットは使いません。
page-request-what = 申請するもの
page-request-seats = 利用枠を増やす
page-request-reissue = 故障したPCの分を再発行
page-request-transfer = 交換したリーダーの分を移す
page-request-key = プロダクトキー（届いているとき）
page-request-key-hint = MDG- で始まる文字です。枠の数は、キーで決まります。
page-request-count = 増やす枠の数（キーがないとき）
page-request-reissue-about = 動かなくなったPCのライセンスを、先に上の欄から「元のPCが故障した」で入れてください。そのあとで、このPCの分の再発行を申請します。
page-request-transfer-about = 故障したリーダーの同梱ライセンスを、交換後のリーダーに移します。先に、リーダーの画面で交換してください。
page-request-old = 交換したリーダー（製造番号か窓口名）
page-request-do = 申請を作る

### 返却

page-return-head = ライセンスを返却する
page-return-about = 追加ライセンスを購入元に返して、別のPCで使えるようにします。このPCの鍵は新しくなり、madoguchiが数秒止まって、また動きます。リーダーでの確認は続きます。
page-return-do = 返却する内容を見る
page-return-ask = 本当に返却しますか
page-return-agree = 返却する
page-return-begun = 返却しています。数秒で、パスワードの入力を求められます。入力すると、返却の書類がこの画面の一覧に出ます。購入元に渡してください。

### 申請と返却

page-acts-head = 申請と返却
page-acts-none = 申請も返却も、まだありません。
page-act-number = { $number } 番
page-act-kind-activation = ライセンスの申請
page-act-kind-transfer = 移行の申請
page-act-kind-return = 返却
page-act-open = 書類を出す
page-act-next-activation = 次に: ファイル、QRコードの写真、入力用の文字のどれかを購入元に渡してください。届いたライセンスは、この画面で入れます。
page-act-next-transfer = 次に: ファイル、QRコードの写真、入力用の文字のどれかを購入元に渡してください。届いたライセンスは、この画面で入れます。それまで新しいリーダーが使える期限は、リーダーの画面に出ます。
page-act-next-return = 次に: ファイル、QRコードの写真、入力用の文字のどれかを購入元に渡してください。渡すまで、別のPCではライセンスを使えません。
page-act-save = ファイルに保存
page-act-save-codes = QRコードを画像で保存
page-act-print = 印刷
page-act-codes = QRコード（{ $codes } 個。どの順番で読み取っても構いません）
page-act-codes-alt = { $number } 番の書類のQRコード
page-act-typed = 入力用の文字（1組ごとに、打ち間違いが分かります）
page-act-copy = 文字をコピー
page-act-copied = コピーしました。
page-act-not-copied = コピーできません。文字を選んで、Ctrl+Cを押してください。

### 文の中の命令の代わり

page-do-license-install = ライセンスの画面で入れる
page-do-license-list = ライセンスの画面
page-do-license-acts = 申請と返却の一覧
page-do-license-request = ライセンスの画面で申請する
