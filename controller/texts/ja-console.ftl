# コンソール（受付の画面、待合室の画面、1件の受付の画面）の文。

### コンソールのどの画面にも出るもの

page-other-language = English
page-nav = 画面の切り替え
page-no-script = この画面には JavaScript が必要です。ブラウザーの設定で許可してください。
page-old-browser = このブラウザーは古いため、この画面は正しく動きません。新しい Microsoft Edge、Google Chrome または Firefox で開いてください。
page-demo = これはデモです。患者もリーダーも本物ではありません。
page-test = 【試験用】これは試験用の環境です。診療には使えません。
page-cut-off = madoguchiとの通信が切れています。いまの表示は { $at } の時点のもので、操作はできません。つながると自動で元に戻ります。入力中の内容はそのまま残ります。
page-cut-off-at-once = madoguchiとまだ通信できていません。つながると自動で表示します。
page-heard-again = madoguchiとの通信が戻りました。
page-menu = ほかの画面
page-title-units = リーダー
page-title-licenses = ライセンス
page-title-day = 本日
page-title-support = サポート
page-title-people = 利用者と記録
page-title-account = 自分のログイン
page-on-its-way = 送信しています…
page-login-password = パスワード
page-login-code = 認証アプリのコードか回復コード（二段階確認を使う方だけ）
page-login-submit = ログイン
page-number = 受付番号
page-ticket-number = { $number } 番
page-close = 閉じる
page-leave = やめる

### 受付の画面の上部

page-title-counter = 受付
page-to-board = 待合室の画面を開く
page-guide-reception = 受付の手引き（印刷用）
page-guide-down = 止まったときの手引き（印刷用）
page-keys = キー操作
page-figures = 順番待ち { $waiting } 人　本日終了 { $closed } 人
page-day-closed = 本日の受付は終了しました。

### 受付の画面: 受付の追加

page-add-head = 新しい受付
page-next-number = 次の番号
page-add = 受付する
page-seated = 車いす・お子さま
page-more-wishes = そのほかの条件
page-class = 区分
page-wish-no = なし
page-wish-prefers = 希望
page-wish-needs = 必須
page-wish-reader = リーダー「{ $reader }」
page-preferred = 希望: { $wish }
page-added = { $number } 番を受け付けました。
page-ask-insist = この条件のリーダーはありません
page-insist = このまま受け付ける

### 受付の画面: リーダー

page-readers = リーダー
page-reader-unknown = 不明なリーダー
page-tile-free = 空き
page-tile-called = 呼び出し中
page-tile-work = 確認中
page-tile-walk-up = 呼び出し外の方が使用中
page-tile-done = カード待ち
page-tile-paused = 休止中
page-tile-maintenance = 整備中
page-tile-restarting = 再起動中
page-tile-offline = 未接続
page-tile-seatless = 使えません
page-tile-fault = 故障
page-tile-pauses = 終わったら休止
page-time-left = 残り

### 受付の画面: 順番待ち

page-waiting = 順番待ち
page-nobody-waits = お待ちの方はいません。
page-attention = 対応が必要な受付
page-alarms = お知らせ { $count } 件
page-closed-today = 本日終わった受付
page-waited = 待ち時間
page-arrived-elsewhere = ほかのシステムでの受付時刻: { $time }（順番には関わりません）
page-minutes = { $minutes } 分
page-hours = { $hours } 時間 { $minutes } 分
page-expected = あと約 { $minutes }
page-of-day = { $day } の受付
page-undo-what = { $number } 番の直前の操作は、まだ元に戻せます。

### 受付への操作

page-act-call = 呼び出す
page-act-send = 窓口を選んで呼び出す
page-act-back = 列に戻す
page-act-park = 保留にする
page-act-move = 窓口を指定する
page-act-change = 区分・条件を変える
page-act-drop-need = 条件を外す
page-act-done = 他の方法で完了
page-act-cancel = 受付を取り消す
page-act-reopen = 開き直す
page-act-undo = 元に戻す
page-act-pause = 休止する
page-act-resume = 再開する
page-ready-at = { $text }（{ $at }の開院前の確認）
page-open-ticket = { $number } 番の経過
page-open-list = 受付の一覧
page-open-day = 本日の画面
page-open-here = この画面
page-add-again = 新しく受付する
page-open-story = これまでの経過
page-unselect = 選択を解除する
page-number-hidden = 同じ番号の今日の受付があるため、この受付はここでは操作できません。
page-last-act = 直前の操作: { $at } { $who }: { $what }
page-actor-staff = PCの管理者
page-actor-reception = 受付（プログラム）
page-actor-counter-page = 受付の画面
page-actor-folder = 受付ファイルのフォルダー
page-actor-reader = リーダー
page-actor-fleet = 自動

### 操作の前の確認

page-ask-send = { $number } 番をどの窓口に呼び出しますか
page-ask-move = { $number } 番をどの窓口で受けますか
page-ask-done = { $number } 番を他の方法で完了にします
page-ask-done-what = リーダーを使わずに確認した方法を選んでください。
page-ask-drop-need = { $number } 番のどの条件を外しますか
page-drop-unmet = どのリーダーも満たせない条件をすべて
page-ask-cancel = { $number } 番の受付を取り消しますか
page-ask-cancel-called = いま呼び出し中です。リーダーの呼び出しも取り消します。
page-ask-change = { $number } 番の区分・条件

### キー操作の説明

page-keys-head = キー操作
page-keys-are-on = キー操作は有効です（このブラウザーに記憶します）。
page-keys-are-off = キー操作は無効です（このブラウザーに記憶します）。
page-keys-turn-off = キー操作を無効にする
page-keys-turn-on = キー操作を有効にする
page-key-add = 番号を入力する
page-key-next = 次の番号で受付する
page-key-select = 受付を選ぶ
page-key-leave = 選択をやめる

### 読み上げソフトに伝える変化

page-say-added = { $number } 番を追加。
page-say-called = { $number } 番を{ $counter }に呼び出し。
page-say-missed = { $number } 番は不在。
page-say-parked = { $number } 番を保留。
page-say-alarm = お知らせ: { $alarm }
page-say-more = ほか { $more } 件。

### 待合室の画面

page-title-board = ご案内
page-board-calls = 呼び出している番号
page-board-counter = 窓口
page-board-missed = お呼びした方
page-board-missed-way = 受付までお声がけください。
page-board-quiet = 順番にお呼びします。このままお待ちください。
page-board-waiting = お待ちの方 { $waiting } 人
page-board-closing = 本日の受付は、まもなく終了します。
page-board-closed = 本日の受付は終了しました。
page-board-cut-off = ただいま表示が更新されていません。受付の案内をお聞きください。
page-board-spoken = 受付番号 { $number } 番の方、{ $counter }へお越しください。
page-sound-head = 音を鳴らしますか
page-sound-why = お呼び出しのときに音で知らせます。音声は、このPCの日本語の声で読み上げます。
page-sound-voice = チャイムと音声
page-sound-chime = チャイムだけ
page-sound-none = 音なし

### 1件の受付の画面

page-title-ticket = { $number } 番の経過
page-to-counter = 受付の画面に戻る
page-story = これまでの経過
