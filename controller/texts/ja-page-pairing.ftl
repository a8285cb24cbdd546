# コンソールの文: リーダーの画面: ペアリングと確認表示。

### どのリーダーかを表示するボタン（リーダーの画面）

page-act-identify = どのリーダーか表示

### ペアリングのボタンと、始める前の問い

page-pair = リーダーをペアリング
page-pair-others-may = ペアリングできるのは、管理者とサポートの方です。
page-pair-head = リーダーのペアリング
page-pair-ask = リーダーをペアリング
page-pair-ask-what = 2分間だけ、新しいリーダーを受け入れます。リーダーの電源を入れ、PCのUSBポートへ直接つないでください。書かない項目は、登録済みのリーダーなら変わりません。
page-pair-counter = 窓口の名前
page-pair-counter-hint = 書かなければ、空いている「窓口1」「窓口2」…
page-pair-placement = 窓口の種類
page-pair-edition = 版（箱に書かれています）
page-pair-edition-single = 1:1接続版
page-pair-edition-multi = 複数台接続版
page-pair-unsaid = 指定しない
page-pair-tags = タグ
page-pair-tags-hint = 例: language:en。いくつかあるときは空白で区切ります。
page-pair-cable = ケーブル
page-pair-cable-hint = 例: 3 m
page-pair-delivered = 納品日
page-pair-delivered-hint = 納品書の日付。例：2024-05-20。保守の終わりが近づくとお知らせします。あとからでも入力できます。
page-pair-serial = この製造番号のリーダーだけ
page-pair-serial-hint = 書かなければ、つないだリーダー
page-pair-begin = ペアリングを始める

### ペアリング中（始めた人）

page-pair-waits = リーダーを待っています。リーダーの電源を入れ、PCのUSBポートへ直接つないでください。
page-pair-left = 残り時間
page-pair-compare = リーダー { $serial }（ポート { $port }）に表示された番号と、この番号を比べてください。
page-pair-digits = 番号
page-pair-same = 同じ
page-pair-different = 違う
page-pair-answered = 「同じ」と答えました。リーダーでも「同じ」を選んでください。
page-pair-cancel = 取りやめる

### ペアリングの終わり（始めた人）

page-pair-done = リーダー { $serial } を { $counter } に登録しました。
page-pair-again = もう一度
page-pair-close = 閉じる
page-pair-lost = PCのプログラムが起動し直したため、ペアリングは終わりました。下の一覧にリーダーがなければ、もう一度始めてください。リーダーが「ペアリングしていません」と表示しているときも、もう一度始めてください。

### ほかの人がペアリングしているとき

page-pair-of-another = { $who } が { $since } にペアリングを始めました。遅くとも { $until } に終わります。それまで、ほかのペアリングは始められません。
page-pair-of-another-digits = { $who } が { $since } に始めたペアリングで、番号を比べています。遅くとも { $until } に終わります。答えられるのは、始めた人だけです。
page-pair-cancel-another = { $who } のペアリングを取りやめますか。
page-pair-cancel-another-what = 登録の途中のリーダーは、登録されません。
page-pair-no-port = 不明
page-pair-say-digits = 番号が届きました。{ $digits }
